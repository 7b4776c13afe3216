package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameBound;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameReleased;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.projection.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How names become rows. A name that one has alone stands under itself, with its scope in front;
 * one that several have, with each of them behind it: {@code ipv4:10.0.0.1@meter-1}, {@code
 * place:hall@group/roof}.
 */
final class Bindings {
    private static final String PSEUDONYM = "pseudonym:";

    /** A name that somebody has from now on, or no more. */
    sealed interface Change {
        Holder holder();

        Name name();

        String key();

        /** The name with its holder behind it; a node goes without its kind. */
        default String keyOfHolder() {
            return switch (holder().kind()) {
                case NODE -> key() + "@" + holder().id();
                case APPLICATION, GROUP ->
                        key() + "@" + holder().kind().text() + "/" + holder().id();
            };
        }
    }

    record Bound(Holder holder, Name name, String scope, String key, String end, String sharing)
            implements Change {
        String rowKey() {
            return sharing.equals(NameBound.SHARED) ? keyOfHolder() : key;
        }
    }

    record Released(Holder holder, Name name, String key) implements Change {}

    private Bindings() {}

    static boolean isPseudonym(Name name) {
        return name.value().startsWith(PSEUDONYM);
    }

    static Optional<Change> change(Fact fact) {
        return switch (fact.event()) {
            case NameBound e ->
                    Optional.of(
                            new Bound(
                                    Holder.of(e.node()),
                                    e.name(),
                                    e.scope(),
                                    e.key(),
                                    e.until(),
                                    e.sharing()));
            case EntityNameBound e ->
                    Optional.of(
                            new Bound(
                                    e.entity(),
                                    e.name(),
                                    e.scope(),
                                    e.key(),
                                    e.until(),
                                    e.sharing()));
            case NameReleased e ->
                    Optional.of(new Released(Holder.of(e.node()), e.name(), e.key()));
            case EntityNameReleased e -> Optional.of(new Released(e.entity(), e.name(), e.key()));
            default -> Optional.empty();
        };
    }

    /** Whether the fact is about a pseudonym, or about another name; neither where about none. */
    static boolean concerns(Fact fact, boolean pseudonyms) {
        return change(fact).filter(change -> isPseudonym(change.name()) == pseudonyms).isPresent();
    }

    /** Both rows are touched: a class may have been declared since the name was bound first. */
    static List<String> keys(Fact fact) {
        return change(fact)
                .map(change -> List.of(change.key(), change.keyOfHolder()))
                .orElse(List.of());
    }

    static Map<String, Named> leaves(String key, Optional<Named> row, Fact fact) {
        return Interval.left(key, row.filter(named -> isOf(named, fact)), fact);
    }

    static Optional<Named> apply(String key, Optional<Named> row, Fact fact) {
        if (change(fact).orElse(null) instanceof Bound bound && key.equals(bound.rowKey())) {
            return Optional.of(Named.of(bound, Interval.begun(row, fact)));
        }
        return row.filter(named -> !isOf(named, fact));
    }

    private static boolean isOf(Named named, Fact fact) {
        return change(fact)
                .filter(change -> change.holder().text().equals(named.holder()))
                .isPresent();
    }
}
