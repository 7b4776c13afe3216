package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Log;
import dev.lekha.store.segment.HaltingDisk.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies at any moment loses nothing that it acknowledged, and leaves nothing by
 * halves. Some rounds in the suite; {@code -Dlekha.kills=200 -Dtest=KillTest} is the named run.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("lekha.kills", 4);
    private static final int ROUNDS_OF_A_LOG = 8;
    private static final Pattern ACKNOWLEDGED = Pattern.compile("ack (\\S+) (\\d+) end");

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);

    @Test
    void whenever_a_process_dies_the_log_is_whole_and_holds_all_that_was_acknowledged(
            @TempDir Path parent) throws Exception {
        var acknowledged = new HashMap<String, Long>();
        int begin = random.nextInt(Moment.values().length);
        for (int round = 0; round < KILLS; round++) {
            if (round % ROUNDS_OF_A_LOG == 0) {
                acknowledged.clear();
            }
            var log = parent.resolve("log-" + round / ROUNDS_OF_A_LOG);
            var moment =
                    round % 2 == 0
                            ? ""
                            : Moment.values()[(begin + round / 2) % Moment.values().length].name();
            var what = "round %d, %s, seed %d".formatted(round, moment, seed);
            acknowledged.putAll(appendUntilDead(log, moment));
            try {
                requireWhole(Folders.copy(log, parent.resolve("copy")), acknowledged);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(what, failed);
            }
        }
    }

    private Map<String, Long> appendUntilDead(Path folder, String moment)
            throws IOException, InterruptedException {
        int enough = moment.isEmpty() ? 1 + random.nextInt(250) : Integer.MAX_VALUE;
        var process = KilledWriter.start(folder, moment, random.nextInt(1 << 30));
        var acknowledged = new HashMap<String, Long>();
        try (var output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                var acknowledgement = ACKNOWLEDGED.matcher(line);
                if (acknowledgement.matches()) {
                    acknowledged.put(
                            acknowledgement.group(1), Long.valueOf(acknowledgement.group(2)));
                }
                assertThat(line).doesNotStartWith("failed");
                if (acknowledged.size() >= enough) {
                    // By its handle, since the process itself would close the output too.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).as("died").isNotZero();
        return acknowledged;
    }

    private static void requireWhole(Path folder, Map<String, Long> acknowledged)
            throws IOException {
        try (var log = SmallSegments.log(folder)) {
            var stored = Reads.stored(log, Log.Filter.ALL);
            for (int i = 0; i < stored.size(); i++) {
                assertThat(stored.get(i).position()).as("without gaps").isEqualTo(i + 1L);
            }
            acknowledged.forEach((body, last) ->
                    assertThat(last).as("acknowledged " + body).isLessThanOrEqualTo(stored.size()));
            acknowledged.forEach((body, last) ->
                    assertThat(body(stored.get(last.intValue() - 1))).isEqualTo(body));
            requireWholeBatches(stored);
            requireConditions(stored);
            WholeLog.read(folder).requireIndexOf(log);
        }
        assertThat(WholeLog.read(folder).leaves()).hasSizeGreaterThanOrEqualTo(acknowledged.size());
    }

    private static String body(Log.Stored event) {
        return Reads.body(event).strip();
    }

    private static void requireWholeBatches(List<Log.Stored> stored) {
        assertThat(stored.size() % KilledWriter.BATCH).isZero();
        for (int i = 0; i < stored.size(); i += KilledWriter.BATCH) {
            var batch = stored.subList(i, i + KilledWriter.BATCH);
            assertThat(batch.stream().map(KillTest::body).distinct()).hasSize(1);
        }
    }

    /** No name is given twice; no account moved between what an append knew and the append. */
    private static void requireConditions(List<Log.Stored> stored) {
        var names =
                stored.stream()
                        .filter(one -> body(one).contains("!"))
                        .collect(
                                Collectors.groupingBy(
                                        one -> body(one).substring(body(one).indexOf('!')),
                                        Collectors.counting()));
        assertThat(names.values()).allMatch(count -> count == KilledWriter.BATCH);
        var lastOf = new HashMap<String, Long>();
        var stale = new ArrayList<Log.Stored>();
        for (var one : stored) {
            if (body(one).contains("@")) {
                long known = Long.parseLong(body(one).substring(body(one).indexOf('@') + 1));
                var account = account(one);
                if ((one.position() - 1) % KilledWriter.BATCH == 0
                        && lastOf.getOrDefault(account, 0L) > known) {
                    stale.add(one);
                }
                lastOf.put(account, one.position());
            }
        }
        assertThat(stale).as("appended although the account had moved").isEmpty();
    }

    private static String account(Log.Stored event) {
        return event.tags().stream()
                .filter(tag -> tag.startsWith("account="))
                .findAny()
                .orElseThrow();
    }
}
