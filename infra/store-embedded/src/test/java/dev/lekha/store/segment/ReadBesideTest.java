package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reads the log of a process that writes sees what that one has acknowledged. */
@Timeout(120)
class ReadBesideTest {
    private static final int APPENDS = 250;
    private static final int TAGS = 5;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();

    @Test
    void each_event_is_there_once_while_segments_are_begun_all_the_time(
            @TempDir(factory = QuickFolder.class) Path folder) {
        try (var log = SmallSegments.log(folder)) {
            Racers.together(
                    4,
                    number -> {
                        if (number == 0) {
                            appendAll(log);
                        } else {
                            readUntilDone(folder);
                        }
                    });
        }
    }

    private void appendAll(SegmentLog log) {
        try {
            for (int i = 0; i < APPENDS; i++) {
                var event = event(i + " ".repeat(300), "few=" + (i + 1) % TAGS);
                acknowledged.set(append(log, event));
            }
        } finally {
            done.set(true);
        }
    }

    private void readUntilDone(Path folder) throws IOException {
        while (!done.get()) {
            try (var beside = SegmentLog.openReadOnly(folder)) {
                for (int look = 0; look < 20; look++) {
                    long before = acknowledged.get();
                    Reads.requireSequence(Reads.bodies(beside), (int) before);
                    assertThat(Reads.tagged(beside, "few=1"))
                            .hasSizeGreaterThanOrEqualTo((int) (before + TAGS - 1) / TAGS);
                }
            }
        }
    }
}
