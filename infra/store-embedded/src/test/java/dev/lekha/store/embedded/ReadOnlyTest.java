package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.ViewSchema;
import dev.lekha.store.segment.CommitObserver;
import dev.lekha.store.segment.SegmentLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store opened to read works beside the one that writes, and changes nothing. */
class ReadOnlyTest {
    private static final ViewSchema VIEW =
            new ViewSchema("things", "test", Thing.class, List.of("name"), Set.of());
    private static final Map<String, Optional<byte[]>> ONE_ROW =
            Map.of("k", Optional.of("{\"name\":\"n\"}".getBytes(StandardCharsets.UTF_8)));

    private Path folder;

    record Thing(String name) {}

    @BeforeEach
    void name(@TempDir Path parent) {
        folder = parent.resolve("data");
    }

    private EmbeddedStore writing() {
        return EmbeddedStore.open(
                folder, ChainingContentTypeConverter::new, Clock.systemUTC(), CommitObserver.NONE);
    }

    static void append(SegmentLog log, String body) {
        commit(log, body).join();
    }

    static CompletableFuture<?> commit(SegmentLog log, String body) {
        var event =
                new GenericEventMessage(
                        body,
                        new MessageType("test.Happened"),
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of(),
                        Instant.EPOCH);
        var tagged = new GenericTaggedEventMessage<>(event, Set.of(Tag.of("node", "1")));
        return log.appendEvents(AppendCondition.none(), null, tagged)
                .thenCompose(append -> append.commit(null));
    }

    @Test
    void a_reader_sees_what_the_writer_appends_meanwhile() {
        try (var writer = writing();
                var reader = EmbeddedStore.openReadOnly(folder);
                var cursor = reader.reader().after(0, Log.Filter.ALL)) {
            assertThat(reader.reader().head()).isZero();
            append(writer.log(), "a");
            assertThat(cursor.next(Duration.ofSeconds(10))).map(Log.Stored::id).contains("a");
            append(writer.log(), "b");
            assertThat(cursor.next(Duration.ofSeconds(10))).map(Log.Stored::id).contains("b");
            assertThat(cursor.next(Duration.ofMillis(150))).isEmpty();
        }
    }

    @Test
    void a_reader_sees_what_a_closed_store_left() {
        try (var writer = writing()) {
            append(writer.log(), "a");
            writer.views().declare(VIEW);
            writer.views().apply("things", 0, 1, ONE_ROW);
        }
        try (var reader = EmbeddedStore.openReadOnly(folder)) {
            assertThat(reader.reader().head()).isEqualTo(1);
            reader.views().declare(VIEW);
            assertThat(reader.views().find("things", "k").row()).isPresent();
        }
        writing().close();
    }

    @Test
    void whatever_would_change_the_store_is_refused() {
        try (var writer = writing();
                var reader = EmbeddedStore.openReadOnly(folder)) {
            writer.views().declare(VIEW);
            reader.views().declare(VIEW);
            assertThatThrownBy(() -> reader.views().apply("things", 0, 1, ONE_ROW))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("read only");
            assertThatThrownBy(() -> append(reader.log(), "x"))
                    .hasCauseInstanceOf(Refused.class)
                    .hasMessageContaining("read only");
            assertThat(writer.reader().head()).isZero();
        }
    }

    @Test
    void a_folder_that_holds_no_store_is_refused() {
        assertThatThrownBy(() -> EmbeddedStore.openReadOnly(folder))
                .hasMessageContaining("is not a data folder");
    }
}
