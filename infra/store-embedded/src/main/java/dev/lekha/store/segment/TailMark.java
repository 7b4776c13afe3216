package dev.lekha.store.segment;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/*
 * Written into shared memory after each force, before anyone is told: it costs no system call, outlives the process
 * that is killed, and may be behind after a power failure, but never ahead. Two slots are written by turns, so one is
 * whole whatever happens.
 */

/**
 * How far the log is known to be durable. A file of two slots of 32 bytes, each
 *
 * <pre>
 *  0  8  position of the first record of the segment
 *  8  8  offset in that segment behind the last durable frame
 * 16  8  position of the last durable record
 * 24  4  zero
 * 28  4  CRC-32C of bytes 0 to 27, complemented
 * </pre>
 */
final class TailMark {
    static final int SLOT = 32;
    private static final int CRC_AT = 28;
    static final int SIZE = 2 * SLOT;

    /**
     * @param segment position of its first record
     * @param offset behind the last durable frame
     * @param position of the last durable record
     */
    record End(long segment, long offset, long position) {}

    private final MappedByteBuffer slots;
    private final ByteBuffer next = ByteBuffer.allocate(SLOT);
    private int turn;

    private TailMark(MappedByteBuffer slots) {
        this.slots = slots;
        // The newest is not the one to be written over: it may be all that a reader finds whole.
        this.turn = slot(slots, 0).isPresent() && newest(slots).equals(slot(slots, 0)) ? 1 : 0;
    }

    /** Opens the file to write it, made where it is missing. */
    static TailMark open(Path path) throws IOException {
        try (var file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            if (file.size() < SIZE) {
                // Written, so that a full disk says so here and not when the memory is touched.
                file.write(ByteBuffer.allocate(SIZE), 0);
                file.force(true);
            }
            return new TailMark(file.map(MapMode.READ_WRITE, 0, SIZE));
        }
    }

    /** Reads what another process may be writing; empty where the file says nothing. */
    static Optional<End> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        var bytes = Files.readAllBytes(path);
        return bytes.length < SIZE ? Optional.empty() : newest(ByteBuffer.wrap(bytes));
    }

    Optional<End> read() {
        return newest(slots);
    }

    /**
     * Called by one thread at a time. Made ready first, so that the slot is torn but for a moment.
     */
    void set(End end) {
        next.putLong(0, end.segment).putLong(8, end.offset).putLong(16, end.position);
        next.putInt(CRC_AT, crc(next, 0));
        int at = SLOT * (turn++ & 1);
        slots.put(at, next, 0, CRC_AT);
        VarHandle.releaseFence();
        slots.putInt(at + CRC_AT, next.getInt(CRC_AT));
        VarHandle.releaseFence();
    }

    void force() {
        slots.force();
    }

    static Optional<End> newest(ByteBuffer slots) {
        var one = slot(slots, 0);
        var other = slot(slots, SLOT);
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().position >= other.get().position ? one : other;
    }

    /** What the slot at this byte says; empty where it does not verify. */
    static Optional<End> slot(ByteBuffer slots, int at) {
        var end = new End(slots.getLong(at), slots.getLong(at + 8), slots.getLong(at + 16));
        return slots.getInt(at + CRC_AT) == crc(slots, at) ? Optional.of(end) : Optional.empty();
    }

    /** Complemented, so that zeros do not verify. */
    private static int crc(ByteBuffer slots, int at) {
        var crc = new CRC32C();
        crc.update(slots.slice(at, CRC_AT));
        return ~(int) crc.getValue();
    }
}
