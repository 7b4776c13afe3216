package dev.lekha.query.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Requirement;
import dev.lekha.projection.evidence.OriginEvidence.Message;
import dev.lekha.query.evidence.Completeness.Findings;
import dev.lekha.query.evidence.Completeness.Overdue;
import dev.lekha.query.evidence.Completeness.Stretch;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final long ALL = 1_000_000;

    /** Counter and hash as given, position ten times the counter, promised by noon. */
    private static Message message(long counter, String hash, String previous) {
        return new Message(
                "meter-1", counter, "r", "k1", hash, previous, "", counter * 10, NOON, NOON);
    }

    private static Message message(long counter) {
        return message(counter, "h" + counter, "h" + (counter - 1));
    }

    private static Findings findings(long from, long to, long published, Message... messages) {
        var reading = new Completeness(from, to, published, LATER);
        for (var message : messages) {
            reading.add(message);
        }
        return reading.findings();
    }

    @Test
    @Requirement("4.23")
    void all_that_was_asked_for_is_there_once_linked_and_proven() {
        var whole = findings(1, 3, ALL, message(1), message(2), message(3));
        assertThat(whole.complete()).isTrue();
        assertThat(whole.messages()).isEqualTo(3);
        assertThat(findings(1, 0, ALL, message(1), message(2)).complete()).isTrue();
        assertThat(findings(2, 3, ALL, message(2), message(3)).complete()).isTrue();
    }

    @Test
    @Requirement("4.23")
    void what_is_missing_is_named_wherever_it_is() {
        var found = findings(1, 9, ALL, message(3), message(6));
        assertThat(found.complete()).isFalse();
        assertThat(found.missing())
                .containsExactly(new Stretch(1, 2), new Stretch(4, 5), new Stretch(7, 9));
        assertThat(findings(1, 0, ALL, message(1), message(3)).complete()).isFalse();
    }

    @Test
    void of_nothing_nothing_is_said_to_be_complete() {
        assertThat(findings(1, 0, ALL).complete()).isFalse();
        assertThat(findings(1, 5, ALL).missing()).containsExactly(new Stretch(1, 5));
    }

    @Test
    void two_messages_with_one_counter_are_not_complete() {
        var forked = findings(1, 0, ALL, message(1), message(2), message(2, "x", "h1"), message(3));
        assertThat(forked.forked()).containsExactly(2L);
        assertThat(forked.broken()).isEmpty();
        assertThat(forked.complete()).isFalse();
        assertThat(findings(1, 0, ALL, message(1), message(2), message(2, "x", "h1")).forked())
                .containsExactly(2L);
    }

    @Test
    void a_message_that_names_another_predecessor_is_not_complete() {
        var broken = findings(1, 0, ALL, message(1), message(2, "h2", "x"), message(3));
        assertThat(broken.broken()).containsExactly(2L);
        assertThat(broken.complete()).isFalse();
    }

    @Test
    void behind_a_gap_no_link_can_be_looked_at() {
        assertThat(findings(1, 0, ALL, message(1), message(3)).broken()).isEmpty();
    }

    @Test
    @Requirement("4.25")
    void a_receipt_without_its_proof_past_its_time_is_overdue() {
        var late = findings(1, 0, 19, message(1), message(2));
        assertThat(late.overdue()).containsExactly(new Overdue(2, 20, NOON));
        assertThat(late.complete()).isFalse();
        assertThat(findings(1, 0, 20, message(1), message(2)).complete()).isTrue();
        var inTime = new Completeness(1, 0, 0, NOON);
        inTime.add(message(1));
        assertThat(inTime.findings().awaited()).isEqualTo(1);
        assertThat(inTime.findings().overdue()).isEmpty();
    }

    @Test
    void findings_beyond_a_thousand_are_counted() {
        var reading = new Completeness(1, 0, ALL, LATER);
        for (long counter = 2; counter <= 3_000; counter += 2) {
            reading.add(message(counter));
        }
        var findings = reading.findings();
        assertThat(findings.missing()).hasSize(1_000);
        assertThat(findings.unlisted()).isEqualTo(500);
    }
}
