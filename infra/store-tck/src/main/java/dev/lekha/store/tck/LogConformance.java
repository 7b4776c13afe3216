package dev.lekha.store.tck;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.commit;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/**
 * What our own use asks of a log beside the framework: exact bytes, exact positions, honest
 * failures.
 */
public abstract class LogConformance extends StoreConformance {
    private static final int MOST_BODY_BYTES = 65_535;

    @Test
    void what_is_appended_comes_back_as_it_was() {
        byte[] body = {0, 1, (byte) 0xFF, '"', '\n'};
        var message =
                new GenericEventMessage(
                        "id-1",
                        new MessageType("tck", "Happened", "2.3.4"),
                        body,
                        Map.of("actor", "Łucja \"x\"", "tenant", "t1"),
                        Instant.parse("2025-03-04T05:06:07.123456Z"));
        var tags = Set.of(Tag.of("node", "n=1"), Tag.of("rqi", "ä/ö"));
        append(opened().engine(), new GenericTaggedEventMessage<>(message, tags));

        var stored = Reads.after(opened().log(), 0, Log.Filter.ALL);
        assertThat(stored)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new Log.Stored(
                                1,
                                "id-1",
                                Instant.parse("2025-03-04T05:06:07.123456Z"),
                                "tck.Happened",
                                "2.3.4",
                                Set.of("node=n=1", "rqi=ä/ö"),
                                Map.of("actor", "Łucja \"x\"", "tenant", "t1"),
                                body));
        var streamed = Reads.stream(opened().engine(), 0).next().orElseThrow().message();
        assertThat(streamed.payload()).isEqualTo(body);
        assertThat(streamed.type()).isEqualTo(message.type());
        assertThat(streamed.metadata()).isEqualTo(message.metadata());
        assertThat(streamed.timestamp()).isEqualTo(message.timestamp());
        assertThat(streamed.identifier()).isEqualTo("id-1");
    }

    @Test
    void positions_are_counted_from_one_without_gaps() {
        assertThat(append(opened().engine(), event("a"), event("b"))).isEqualTo(2);
        assertThat(append(opened().engine(), event("c"))).isEqualTo(3);
        assertThat(opened().log().head()).isEqualTo(3);
        assertThat(Reads.after(opened().log(), 0, Log.Filter.ALL))
                .extracting(Log.Stored::position)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_was_appended_is_there_after_reopening() {
        append(opened().engine(), event("a", "node=1"), event("b", "node=2"));
        reopen();
        assertThat(opened().log().head()).isEqualTo(2);
        assertThat(Reads.source(opened().engine(), tagged("node=2"))).containsExactly("b");
        assertThat(append(opened().engine(), event("c"))).isEqualTo(3);
    }

    @Test
    void an_event_is_found_by_all_of_its_tags_and_one_of_its_types() {
        var engine = opened().engine();
        append(
                engine,
                event("tck.A", new byte[] {'1'}, "node=1"),
                event("tck.B", new byte[] {'2'}, "node=1", "meter=1"),
                event("tck.A", new byte[] {'3'}, "node=1", "meter=1"),
                event("tck.C", new byte[] {'4'}, "node=2", "meter=1"));
        assertThat(Reads.source(engine, tagged("node=1"))).containsExactly("1", "2", "3");
        assertThat(Reads.source(engine, tagged("node=1", "meter=1"))).containsExactly("2", "3");
        assertThat(Reads.source(engine, typed("tck.A", "tck.C"))).containsExactly("1", "3", "4");
        var nodeOrC =
                EventCriteria.either(
                        EventCriteria.havingTags("node", "1").andBeingOneOfTypes("tck.B"),
                        typed("tck.C"));
        assertThat(Reads.source(engine, nodeOrC)).containsExactly("2", "4");
    }

    private static EventCriteria typed(String... types) {
        return EventCriteria.havingAnyTag().andBeingOneOfTypes(types);
    }

    @Test
    void a_reader_finds_by_filter_from_any_position() {
        append(
                opened().engine(),
                event("tck.A", new byte[] {'1'}, "node=1"),
                event("tck.B", new byte[] {'2'}, "node=1"),
                event("tck.A", new byte[] {'3'}, "node=2"),
                event("tck.A", new byte[] {'4'}, "node=1"));
        var filter = new Log.Filter(List.of("tck.A"), List.of("node=1"));
        assertThat(Reads.after(opened().log(), 0, filter))
                .extracting(Log.Stored::position)
                .containsExactly(1L, 4L);
        assertThat(Reads.after(opened().log(), 1, filter))
                .extracting(Log.Stored::position)
                .containsExactly(4L);
    }

    @Test
    void a_time_leads_to_the_place_in_the_log_before_which_all_is_older() {
        var engine = opened().engine();
        append(engine, event("a", "node=1"), event("b", "node=1"));
        append(engine, event("c", "node=2"));
        var log = opened().log();
        for (var event : Reads.after(log, 0, Log.Filter.ALL)) {
            long before = log.lastBefore(event.recordedAt());
            assertThat(before).isLessThan(event.position());
            assertThat(Reads.after(log, 0, Log.Filter.ALL).subList(0, (int) before))
                    .allMatch(older -> older.recordedAt().isBefore(event.recordedAt()));
        }
        assertThat(log.lastBefore(Instant.EPOCH)).isZero();
        assertThat(log.lastBefore(Instant.parse("2999-01-01T00:00:00Z"))).isEqualTo(3);
    }

    @Test
    void a_condition_counts_only_what_lies_beyond_its_marker() {
        var engine = opened().engine();
        append(engine, event("a", "node=1"), event("b", "node=2"), event("c", "node=1"));
        assertThat(Appends.wins(engine, Appends.unless(tagged("node=1"), 2), event("d"))).isFalse();
        assertThat(Appends.wins(engine, Appends.unless(tagged("node=2"), 2), event("e"))).isTrue();
        assertThat(Appends.wins(engine, Appends.unless(tagged("node=1"), 3), event("f"))).isTrue();
        assertThat(Reads.source(engine, EventCriteria.havingAnyTag()))
                .containsExactly("a", "b", "c", "e", "f");
    }

    @Test
    void rolling_back_after_the_commit_changes_nothing_and_before_it_keeps_the_events_out() {
        var engine = opened().engine();
        var kept = engine.appendEvents(AppendCondition.none(), null, event("kept")).join();
        kept.commit(null).orTimeout(20, TimeUnit.SECONDS).join();
        kept.rollback(null);
        engine.appendEvents(AppendCondition.none(), null, event("dropped")).join().rollback(null);
        assertThat(Reads.source(engine, EventCriteria.havingAnyTag())).containsExactly("kept");
    }

    @Test
    void a_body_beyond_the_limit_is_refused_and_one_at_the_limit_is_kept() {
        var engine = opened().engine();
        var most = event("tck.Big", new byte[MOST_BODY_BYTES]);
        var more = event("tck.Big", new byte[MOST_BODY_BYTES + 1]);
        assertThatThrownBy(() -> commit(engine, AppendCondition.none(), event("a"), more).join())
                .rootCause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.TOO_LARGE));
        assertThat(append(engine, most)).isEqualTo(1);
    }
}
