package dev.lekha.store.segment;

import dev.lekha.store.segment.TailMark.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What the tail mark says at one moment, read beside a process that may be writing it.
 *
 * @param end empty where it says nothing
 * @param flawAt the first byte that is not as it was written, -1 where there is none
 */
record TailReading(Optional<End> end, long flawAt) {
    /**
     * A slot is written within nanoseconds, unless the writer loses its processor meanwhile; one
     * that stays torn so long is not being written.
     */
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();

    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private static final long NO_FLAW = -1;

    static TailReading of(Path path) throws IOException {
        if (!Files.exists(path)) {
            return new TailReading(Optional.empty(), 0);
        }
        long begun = System.nanoTime();
        var reading = once(path);
        while (reading.isFlawed() && System.nanoTime() - begun < PATIENCE) {
            LockSupport.parkNanos(PAUSE);
            reading = once(path);
        }
        return reading;
    }

    boolean isFlawed() {
        return flawAt != NO_FLAW;
    }

    private static TailReading once(Path path) throws IOException {
        var bytes = Files.readAllBytes(path);
        if (bytes.length < TailMark.SIZE) {
            return new TailReading(Optional.empty(), bytes.length);
        }
        var slots = ByteBuffer.wrap(bytes);
        for (int at = 0; at < TailMark.SIZE; at += TailMark.SLOT) {
            if (TailMark.slot(slots, at).isEmpty() && !isZero(slots, at)) {
                return new TailReading(TailMark.newest(slots), at);
            }
        }
        return new TailReading(TailMark.newest(slots), NO_FLAW);
    }

    /** Whether the slot has never been written. */
    private static boolean isZero(ByteBuffer slots, int at) {
        return slots.slice(at, TailMark.SLOT).mismatch(ByteBuffer.allocate(TailMark.SLOT)) < 0;
    }
}
