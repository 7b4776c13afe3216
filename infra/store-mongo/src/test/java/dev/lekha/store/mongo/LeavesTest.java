package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.event;
import static dev.lekha.store.mongo.Events.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.leaf.LeafDraft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in the database is the leaf, to the byte, and nothing else is ever served. */
class LeavesTest {
    private static final Instant NOON = Instant.parse("2025-03-04T12:00:00Z");
    private final MongoStore store = Events.open(Events.fresh());

    @AfterEach
    void close() {
        store.close();
    }

    private static Log.Stored stored(int number, Instant at, byte[] body, String... tags) {
        return new Log.Stored(
                number,
                "id-" + number,
                at,
                "test.Happened",
                "1.0.0",
                Set.of(tags),
                Map.of("actor", "tester", "tenant", "ü"),
                body);
    }

    private static List<Log.Stored> three() {
        return List.of(
                stored(1, NOON, new byte[] {1}, "node=1", "rqi=ä"),
                stored(2, NOON.plusSeconds(2), new byte[65_535], "node=2"),
                stored(3, NOON.plusSeconds(1), new byte[0]));
    }

    private List<String> scanned() {
        var leaves = new ArrayList<String>();
        long last = store.log().scan(0, Long.MAX_VALUE, (_, record) -> leaves.add(hex(record)));
        assertThat(last).isEqualTo(store.reader().head());
        return leaves;
    }

    private static String hex(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static String hex(Log.Stored event) {
        return HexFormat.of().formatHex(LeafDraft.of(event).at(event.position()));
    }

    @Test
    void events_of_another_log_have_the_leaves_that_they_have_there() {
        store.log().append(three()).join();
        var document = store.database().getCollection("log").find().first();
        assertThat(document.getList("leaves", Binary.class))
                .extracting(leaf -> HexFormat.of().formatHex(leaf.getData()))
                .containsExactlyElementsOf(three().stream().map(LeavesTest::hex).toList());
        assertThat(scanned())
                .containsExactlyElementsOf(three().stream().map(LeavesTest::hex).toList());
        assertThat(Events.stored(store.log()))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(three());
    }

    @Test
    void many_appends_of_one_moment_share_documents_and_none_is_torn() {
        var appends = new ArrayList<CompletableFuture<?>>();
        for (int i = 1; i <= 500; i += 2) {
            appends.add(
                    store.log()
                            .append(
                                    List.of(
                                            stored(i, NOON, new byte[1_000]),
                                            stored(i + 1, NOON, new byte[1_000]))));
        }
        appends.forEach(CompletableFuture::join);
        var documents = store.database().getCollection("log").find().into(new ArrayList<>());
        assertThat(documents).hasSizeLessThan(250);
        assertThat(documents)
                .allSatisfy(document -> {
                    assertThat(document.getInteger("n") % 2).isZero();
                    assertThat(document.getInteger("n") * 1_000).isLessThan(70_000);
                });
        assertThat(scanned()).hasSize(500);
    }

    @Test
    void a_time_is_found_though_clocks_went_back() {
        store.log().append(three()).join();
        store.log().append(List.of(stored(4, NOON.minusSeconds(60), new byte[0]))).join();
        store.log().append(List.of(stored(5, NOON.plusSeconds(60), new byte[0]))).join();
        assertThat(before(NOON.minusSeconds(99))).isZero();
        assertThat(before(NOON)).isZero();
        assertThat(before(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(before(NOON.plusSeconds(3))).isEqualTo(4);
        assertThat(before(NOON.plusSeconds(61))).isEqualTo(5);
    }

    private long before(Instant at) {
        TrackingToken token = store.log().tokenAt(at, null).join();
        return token.position().orElseThrow();
    }

    @Test
    void an_append_beyond_the_limit_of_a_document_is_refused() {
        var events = new ArrayList<Log.Stored>();
        for (int i = 0; i < 100; i++) {
            events.add(stored(i, NOON, new byte[65_535]));
        }
        assertThatThrownBy(() -> store.log().append(events))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("append-too-large"));
        assertThat(store.log().append(events.subList(0, 90)).join()).isNotNull();
    }

    @Test
    void a_flipped_byte_is_named_wherever_it_is() {
        Events.append(store.log(), event("a", "node=1"), event("b", "node=2"));
        int length = LeafDraft.of(Events.stored(store.log()).get(1)).at(2).length;
        for (int at = 0; at < length; at++) {
            Damage.flip(store.database(), 2, at);
            assertThatThrownBy(this::scanned)
                    .as("byte " + at)
                    .isInstanceOf(CorruptEvent.class)
                    .hasMessageContaining("position 2");
            Damage.flip(store.database(), 2, at);
        }
        assertThat(scanned()).hasSize(2);
    }

    /** Else a decision would be made as if the event were not there. */
    @Test
    void an_event_whose_tags_are_damaged_is_not_passed_over() {
        Events.append(store.log(), event("a", "node=1"), event("b", "node=2"));
        var record = LeafDraft.of(Events.stored(store.log()).get(1)).at(2);
        int tag = new String(record, StandardCharsets.ISO_8859_1).indexOf("node=2");
        Damage.flip(store.database(), 2, tag + 5);
        try (var again = Events.open(LoopbackServer.connection(store.database().getName()))) {
            var stream = Streams.source(again.log(), tagged("node=2"));
            assertThat(stream.next()).isEmpty();
            assertThat(stream.error().orElseThrow()).hasMessageContaining("position 2");
        }
    }

    @Test
    void a_document_that_does_not_list_its_tags_is_found_by_a_scan() {
        Events.append(store.log(), event("a", "node=1"), event("b", "node=2"));
        store.database()
                .getCollection("log")
                .updateOne(
                        Filters.eq("_id", 1L),
                        Updates.set("tags", List.of("node=1", "test.Happened|node=1")));
        assertThatThrownBy(this::scanned)
                .isInstanceOf(CorruptEvent.class)
                .hasMessageContaining("position 2")
                .hasMessageContaining("list");
    }

    @Test
    void a_missing_document_is_named() {
        Events.append(store.log(), event("a"), event("b"));
        Events.append(store.log(), event("c"));
        Events.append(store.log(), event("d"));
        var log = store.database().getCollection("log");
        log.deleteOne(new Document("_id", 3L));
        assertThatThrownBy(this::scanned).hasMessageContaining("position 3");
        try (var again = Events.open(LoopbackServer.connection(store.database().getName()))) {
            assertThatThrownBy(() -> Events.stored(again.log()))
                    .isInstanceOf(CorruptEvent.class)
                    .hasMessageContaining("position 3");
        }
    }
}
