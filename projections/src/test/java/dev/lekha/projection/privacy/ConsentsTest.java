package dev.lekha.projection.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentGiven;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentRequired;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentWithdrawn;
import dev.lekha.kernel.privacy.ConsentRecipient;
import dev.lekha.kernel.privacy.ContextName;
import dev.lekha.projection.privacy.Consents.Consent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConsentsTest {
    private static final NodeId VAN = new NodeId("van");
    private static final ContextName WHERE = new ContextName("location");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final ConsentRequired REQUIRED = new ConsentRequired(VAN, WHERE);

    private static Consent fold(DomainEvent... events) {
        var view = new Consents();
        Optional<Consent> row = Optional.empty();
        for (var at = 0; at < events.length; at++) {
            var fact = new Fact(at + 1, "id", NOON, "van", "default", events[at]);
            assertThat(view.keys(fact)).containsExactly("van~location");
            row = view.apply("van~location", row, fact);
        }
        return row.orElseThrow();
    }

    private static ConsentGiven given(String to, String purpose, String until) {
        return new ConsentGiven(
                VAN, WHERE, new ConsentRecipient(to), new TreeSet<>(Set.of(purpose)), until);
    }

    @Test
    @Requirement("4.33")
    void consent_holds_for_its_purpose_and_for_whom_it_was_given() {
        var consent = fold(REQUIRED, given("app", "rescue", ""));
        assertThat(consent.allows("app", "rescue", NOON)).isTrue();
        assertThat(consent.allows("app", "adverts", NOON)).isFalse();
        assertThat(consent.allows("app", "", NOON)).isFalse();
        assertThat(consent.allows("other", "rescue", NOON)).isFalse();
        assertThat(fold(REQUIRED).allows("app", "rescue", NOON)).isFalse();
    }

    @Test
    void consent_ends_at_its_end_and_when_it_is_withdrawn() {
        var brief = fold(REQUIRED, given("app", "rescue", "2026-11-23T12:00:01Z"));
        assertThat(brief.allows("app", "rescue", NOON)).isTrue();
        assertThat(brief.allows("app", "rescue", NOON.plusSeconds(1))).isFalse();
        var withdrawn =
                fold(
                        REQUIRED,
                        given("app", "rescue", ""),
                        new ConsentWithdrawn(VAN, WHERE, new ConsentRecipient("app")));
        assertThat(withdrawn.allows("app", "rescue", NOON)).isFalse();
        assertThat(withdrawn.position()).isEqualTo(3);
    }

    @Test
    void what_anybody_may_read_everybody_may() {
        var consent =
                fold(
                        REQUIRED,
                        given("*", "rescue", ""),
                        given("app", "routing", ""),
                        new ConsentWithdrawn(VAN, WHERE, new ConsentRecipient("app")));
        assertThat(consent.allows("app", "rescue", NOON)).isTrue();
        assertThat(consent.allows("other", "rescue", NOON)).isTrue();
        assertThat(consent.allows("other", "routing", NOON)).isFalse();
    }
}
