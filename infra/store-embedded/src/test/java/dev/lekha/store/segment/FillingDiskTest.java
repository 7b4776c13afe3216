package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.store.segment.FailingDisk.Deed;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills and is cleared while events come: what is acknowledged is what is kept. */
@Timeout(120)
class FillingDiskTest {
    private final FailingDisk disk = new FailingDisk();
    private Path folder;
    private SegmentLog log;

    @BeforeEach
    void open(@TempDir(factory = QuickFolder.class) Path parent) {
        folder = parent.resolve("log");
        log = SmallSegments.log(folder, disk);
    }

    @AfterEach
    void close() {
        disk.mend();
        log.close();
    }

    private void reopen() {
        log.close();
        log = SmallSegments.log(folder, disk);
    }

    @Test
    void of_what_waits_together_only_what_is_kept_is_acknowledged() throws IOException {
        append(log, event("a"));
        disk.leaveRoom(5_000);
        var answers =
                IntStream.range(0, 200)
                        .mapToObj(i -> Appends.commit(log, AppendCondition.none(), event("e" + i)))
                        .toList();
        answers.forEach(answer -> answer.handle((_, _) -> true).join());
        var kept = new ArrayList<String>();
        for (int i = 0; i < answers.size(); i++) {
            if (!answers.get(i).isCompletedExceptionally()) {
                kept.add("e" + i);
            }
        }
        assertThat(Reads.bodies(log)).hasSize(kept.size() + 1).containsAll(kept);
        disk.mend();
        reopen();
        assertThat(Reads.bodies(log)).hasSize(kept.size() + 1).containsAll(kept);
    }

    @Test
    void a_disk_that_is_full_at_any_moment_loses_and_adds_nothing() throws IOException {
        long seed = Seeds.next();
        var random = new Random(seed);
        var acknowledged = new ArrayList<String>();
        for (int step = 0; step < 250; step++) {
            disturb(random);
            var body = step + "x".repeat(random.nextInt(700));
            boolean kept =
                    Appends.commit(log, AppendCondition.none(), event(body, "node=" + step % 5))
                            .handle((_, failed) -> failed == null)
                            .join();
            if (kept) {
                acknowledged.add(body);
            }
            assertThat(Reads.bodies(log)).as("seed " + seed).isEqualTo(acknowledged);
        }
        disk.mend();
        reopen();
        assertThat(Reads.bodies(log)).as("seed " + seed).isEqualTo(acknowledged);
        WholeLog.read(folder).requireIndexOf(log);
    }

    private void disturb(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1 -> disk.leaveRoom(random.nextInt(2_000));
            case 2 -> disk.fail(Set.of(Deed.values()[random.nextInt(Deed.values().length)]));
            case 3 -> {
                disk.mend();
                reopen();
            }
            default -> {
                if (random.nextBoolean()) {
                    disk.mend();
                }
            }
        }
    }
}
