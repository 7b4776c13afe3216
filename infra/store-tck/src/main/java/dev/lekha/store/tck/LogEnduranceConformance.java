package dev.lekha.store.tck;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Log;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.junit.jupiter.api.Test;

/**
 * A killed process loses nothing that it acknowledged; a long history needs no more memory than a
 * short one.
 */
public abstract class LogEnduranceConformance extends StoreConformance {
    private static final Pattern ACKNOWLEDGED = Pattern.compile("ack (\\S+) (-?\\d+) end");
    private static final int ENOUGH = 150;

    @Test
    void what_was_acknowledged_before_a_kill_is_there_and_no_batch_is_torn() throws Exception {
        opened().close();
        var acknowledged = appendUntilKilled();
        reopen();

        var stored = Reads.after(opened().log(), 0, Log.Filter.ALL);
        var bodies =
                stored.stream()
                        .collect(
                                Collectors.toMap(
                                        Log.Stored::position,
                                        one -> new String(one.body(), StandardCharsets.UTF_8)));
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(bodies.keySet())
                .as("positions without gaps")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, opened().log().head()).boxed().toList());
        acknowledged.forEach((body, last) -> assertThat(bodies).containsEntry(last, body));
        assertThat(
                        bodies.values().stream()
                                .collect(Collectors.groupingBy(body -> body, Collectors.counting()))
                                .values())
                .as("events of each batch")
                .containsOnly((long) OtherProcess.BATCH);
    }

    /** Position of the last event by body, as the process said before it was killed. */
    private Map<String, Long> appendUntilKilled() throws IOException, InterruptedException {
        var process = OtherProcess.start("append", store(), place());
        var acknowledged = new HashMap<String, Long>();
        try (BufferedReader output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                var acknowledgement = ACKNOWLEDGED.matcher(line);
                if (acknowledgement.matches()) {
                    acknowledged.put(
                            acknowledgement.group(1), Long.valueOf(acknowledgement.group(2)));
                }
                if (acknowledged.size() == ENOUGH) {
                    // By its handle, since the process itself would close the output too.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    @Test
    void a_history_larger_than_the_memory_can_be_read() throws Exception {
        int batches = 300;
        for (int i = 0; i < batches; i++) {
            append(opened().engine(), large(), large(), large(), large(), large());
        }
        opened().close();

        var process = OtherProcess.start("read", store(), place(), "-Xmx48m");
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(output.strip()).isEqualTo("read " + batches * 5 + " end");
        reopen();
    }

    private static TaggedEventMessage<?> large() {
        return event("tck.Large", new byte[60_000], "node=1");
    }
}
