package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.projection.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How names become rows. A name that one has alone stands under itself, with its scope in front;
 * one that several have, with each of them behind it: {@code ipv4:10.0.0.1@meter-1}.
 */
final class Bindings {
    private static final String PSEUDONYM = "pseudonym:";

    private Bindings() {}

    static boolean isPseudonym(Name name) {
        return name.value().startsWith(PSEUDONYM);
    }

    /** Whether the fact is about a pseudonym, or about another name; neither where about none. */
    static boolean concerns(Fact fact, boolean pseudonyms) {
        return switch (fact.event()) {
            case NameBound e -> isPseudonym(e.name()) == pseudonyms;
            case NameReleased e -> isPseudonym(e.name()) == pseudonyms;
            default -> false;
        };
    }

    /** Both rows are touched: a class may have been declared since the name was bound first. */
    static List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NameBound e -> List.of(e.key(), e.key() + "@" + e.node());
            case NameReleased e -> List.of(e.key(), e.key() + "@" + e.node());
            default -> List.of();
        };
    }

    static Map<String, Named> leaves(String key, Optional<Named> row, Fact fact) {
        return Interval.left(key, row.filter(named -> named.node().equals(node(fact))), fact);
    }

    static Optional<Named> apply(String key, Optional<Named> row, Fact fact) {
        if (fact.event() instanceof NameBound bound && key.equals(key(bound))) {
            return Optional.of(Named.of(bound, Interval.begun(row, fact)));
        }
        return row.filter(named -> !named.node().equals(node(fact)));
    }

    private static String key(NameBound bound) {
        return bound.shared() ? bound.key() + "@" + bound.node() : bound.key();
    }

    private static String node(Fact fact) {
        return switch (fact.event()) {
            case NameBound e -> e.node().value();
            case NameReleased e -> e.node().value();
            default -> "";
        };
    }
}
