package dev.lekha.projection.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.projection.registration.Expirations.Expiration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpirationsTest {
    private static final NodeId METER = new NodeId("meter-1");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Optional<Expiration> fold(DomainEvent... events) {
        var view = new Expirations();
        Optional<Expiration> row = Optional.empty();
        for (var event : events) {
            var fact = new Fact(1, "id", NOON, "anna", "default", event);
            assertThat(view.keys(fact)).containsExactly("meter-1");
            row = view.apply("meter-1", row, fact);
        }
        return row;
    }

    @Test
    void a_row_asks_for_the_command_that_ends_the_registration() {
        var row = fold(new ExpirationSet(METER, NOON)).orElseThrow();
        assertThat(row.dueAt()).isEqualTo("2026-11-23T12:00:00.000Z");
        assertThat(row.capability() + "/" + row.command())
                .isEqualTo("registration/ExpireRegistration");
        assertThat(row.body()).isEqualTo(Map.of("node", "meter-1", "expirationTime", NOON));
    }

    @Test
    void the_last_word_counts_and_who_has_left_does_not_expire() {
        assertThat(
                        fold(
                                new ExpirationSet(METER, NOON),
                                new ExpirationSet(METER, NOON.plusMillis(5))))
                .map(Expiration::dueAt)
                .hasValue("2026-11-23T12:00:00.005Z");
        assertThat(fold(new ExpirationSet(METER, NOON), new NodeDeregistered(METER, ""))).isEmpty();
    }
}
