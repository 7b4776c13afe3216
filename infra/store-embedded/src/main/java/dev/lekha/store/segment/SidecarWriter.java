package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/*
 * All sections come out in order as the entries go by, since the block of the Bloom filter and the bucket are both
 * told by the upper bits of the key. So a sidecar of any size is written with a few buffers.
 */

/** Writes one sidecar, under a temporary name until it is whole and durable. */
final class SidecarWriter {
    private final FileChannel file;
    private final SidecarShape shape;
    private final Section bloom;
    private final Section buckets;
    private final Section keys;
    private final Section positions;
    private final BloomBlock block = new BloomBlock();
    private long blockNumber;
    private long bucketsDone;
    private long entry;

    private SidecarWriter(FileChannel file, SidecarShape shape) {
        this.file = file;
        this.shape = shape;
        this.bloom = new Section(file, shape.bloom());
        this.buckets = new Section(file, shape.buckets());
        this.keys = new Section(file, shape.keys());
        this.positions = new Section(file, shape.positions());
    }

    /** Where each record begins, in order. */
    @FunctionalInterface
    interface Offsets {
        int offset(long position);
    }

    /**
     * @param path under which it is found when it is whole
     * @param offsets asked for each position in turn
     */
    static void write(Path path, SidecarShape shape, Offsets offsets, Entries entries)
            throws IOException {
        var unfinished = path.resolveSibling(path.getFileName() + ".tmp");
        try (var file =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            // What lies between the sections reads as zero.
            file.write(ByteBuffer.allocate(1), shape.size() - 1);
            var writer = new SidecarWriter(file, shape);
            writer.offsets(offsets);
            writer.entries(entries);
            writer.checks();
            file.write(shape.toHead(), 0);
            file.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        Disk.forceNames(path);
    }

    private void offsets(Offsets offsets) throws IOException {
        var section = new Section(file, shape.offsets());
        for (long i = 0; i < shape.events(); i++) {
            section.putInt(offsets.offset(shape.first() + i));
        }
        section.flush();
    }

    private void entries(Entries entries) throws IOException {
        long last = 0;
        while (entries.next()) {
            long key = entries.key();
            if (entry == 0 || key != last) {
                filter(key, entry == 0 || (key & ~Keys.TYPE_BITS) != (last & ~Keys.TYPE_BITS));
            }
            fillBuckets(shape.bucket(key) + 1L);
            keys.putLong(key);
            positions.putInt((int) (entries.position() - shape.first()));
            last = key;
            entry++;
        }
        finishBloom();
        fillBuckets((1L << shape.bucketBits()) + 1);
        buckets.flush();
        keys.flush();
        positions.flush();
    }

    private void filter(long key, boolean newTag) throws IOException {
        while (blockNumber < shape.bloomBlock(key)) {
            nextBlock();
        }
        block.add(key);
        if (newTag) {
            block.add(key & ~Keys.TYPE_BITS);
        }
    }

    private void nextBlock() throws IOException {
        for (long word : block.words()) {
            bloom.putLong(word);
        }
        block.clear();
        blockNumber++;
    }

    private void finishBloom() throws IOException {
        while (blockNumber < shape.bloomBlocks()) {
            nextBlock();
        }
        bloom.flush();
    }

    /** Every bucket below the number begins at this entry at the latest. */
    private void fillBuckets(long below) throws IOException {
        for (; bucketsDone < below; bucketsDone++) {
            buckets.putInt((int) entry);
        }
    }

    private void checks() throws IOException {
        var section = new Section(file, shape.checks());
        var own = new CRC32C();
        var some = ByteBuffer.allocate(SidecarShape.BLOCK);
        for (long at = SidecarShape.HEAD; at < shape.checks(); at += SidecarShape.BLOCK) {
            some.clear().limit((int) Math.min(SidecarShape.BLOCK, shape.checks() - at));
            while (some.hasRemaining()) {
                file.read(some, at + some.position());
            }
            int crc = SidecarShape.crc(some.flip());
            section.putInt(crc);
            own.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, crc));
        }
        section.putInt((int) own.getValue());
        section.flush();
    }
}
