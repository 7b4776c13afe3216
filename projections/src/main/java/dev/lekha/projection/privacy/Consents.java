package dev.lekha.projection.privacy;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ConsentEvent;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentGiven;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentRequired;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentWithdrawn;
import dev.lekha.kernel.privacy.ConsentRecipient;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of nodes is shown with consent only, and to whom (4.33). What has no row is under no
 * consent. Key: {@code node~what}.
 */
@View(
        name = Consents.NAME,
        capability = "privacy",
        fields = {"node", "what"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class Consents implements Projection<Consents.Consent> {
    public static final String NAME = "consents";

    /**
     * One may read it, for these purposes.
     *
     * @param until ISO 8601, or empty for no end
     * @param by who said so
     */
    public record Given(SortedSet<String> purposes, String until, String by, long position) {
        boolean allows(String purpose, Instant now) {
            return purposes.contains(purpose)
                    && (until.isEmpty() || now.isBefore(Instant.parse(until)));
        }
    }

    /**
     * @param consents by who may read it
     * @param position of what changed last
     */
    public record Consent(
            String node, String what, SortedMap<String, Given> consents, long position) {
        public Consent {
            consents = Collections.unmodifiableSortedMap(new TreeMap<>(consents));
        }

        /** Whether one may read it now for a purpose, by its own consent or by anybody's. */
        public boolean allows(String actor, String purpose, Instant now) {
            return Stream.of(actor, ConsentRecipient.ANYBODY)
                    .flatMap(to -> Stream.ofNullable(consents.get(to)))
                    .anyMatch(given -> given.allows(purpose, now));
        }
    }

    public static String key(String node, String what) {
        return node + "~" + what;
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ConsentEvent event
                ? List.of(key(event.node().value(), event.what().value()))
                : List.of();
    }

    @Override
    public Optional<Consent> apply(String key, Optional<Consent> row, Fact fact) {
        if (!(fact.event() instanceof ConsentEvent event)) {
            return row;
        }
        var consents = new TreeMap<String, Given>();
        row.ifPresent(known -> consents.putAll(known.consents()));
        switch (event) {
            case ConsentRequired _ -> {}
            case ConsentGiven(_, _, var to, var purposes, var until) ->
                    consents.put(
                            to.value(), new Given(purposes, until, fact.actor(), fact.position()));
            case ConsentWithdrawn(_, _, var to) -> consents.remove(to.value());
        }
        return Optional.of(
                new Consent(event.node().value(), event.what().value(), consents, fact.position()));
    }
}
