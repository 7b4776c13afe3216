package dev.lekha.store.segment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Locale;

/**
 * The index of one or more sealed segments: a file, mapped, laid out as {@link SidecarShape} says.
 * Each block of it is verified when it is touched first.
 */
final class Sidecar implements IndexPart {
    static final String SUFFIX = ".idx";

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Path path;
    private final SidecarShape shape;
    private final MemorySegment bytes;
    private final boolean[] verified;

    /* What the shape says, worked out once. */
    private final long bloom;
    private final long buckets;
    private final long keys;
    private final long positions;

    private Sidecar(Path path, SidecarShape shape, MemorySegment bytes) {
        this.path = path;
        this.shape = shape;
        this.bytes = bytes;
        this.verified = new boolean[shape.blocks()];
        this.bloom = shape.bloom();
        this.buckets = shape.buckets();
        this.keys = shape.keys();
        this.positions = shape.positions();
    }

    /** What the file is called that covers these positions. */
    static String name(long first, long last) {
        return String.format(Locale.ROOT, "%019d-%019d%s", first, last, SUFFIX);
    }

    /**
     * @throws SidecarDamaged where the file is no sidecar
     */
    static Sidecar open(Path path) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var head = ByteBuffer.allocate(SidecarShape.HEAD);
            if (file.read(head, 0) < SidecarShape.HEAD) {
                throw new SidecarDamaged(path, 0, "it is shorter than its head");
            }
            var shape = SidecarShape.of(path, head);
            if (file.size() != shape.size()) {
                throw new SidecarDamaged(path, 0, "it has not the length that its head says");
            }
            var bytes = file.map(MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
            var sidecar = new Sidecar(path, shape, bytes);
            sidecar.verifyChecks();
            return sidecar;
        }
    }

    Path path() {
        return path;
    }

    SidecarShape shape() {
        return shape;
    }

    @Override
    public long first() {
        return shape.first();
    }

    @Override
    public long last() {
        return shape.first() + shape.events() - 1;
    }

    @Override
    public long latest() {
        return shape.latest();
    }

    @Override
    public int offset(long position) {
        return getInt(SidecarShape.HEAD + 4 * (position - shape.first()));
    }

    @Override
    public Positions find(long tag, boolean typed, long after, long upTo) {
        if (after >= last() || upTo < first() || !mayHold(tag)) {
            return Positions.NONE;
        }
        int bucket = shape.bucket(tag);
        long from = bucketStart(bucket);
        long to = bucketStart(bucket + 1);
        long begin = lowest(from, to, tag);
        if (typed) {
            return group(tag, begin, to, after, upTo);
        }
        var groups = new ArrayList<Positions>();
        while (begin < to && (key(begin) & ~Keys.TYPE_BITS) == tag) {
            long end = behind(begin, to);
            groups.add(new InSidecar(this, begin, end, after, upTo));
            begin = end;
        }
        return Positions.anyOf(groups);
    }

    private Positions group(long key, long begin, long to, long after, long upTo) {
        return begin == to || key(begin) != key
                ? Positions.NONE
                : new InSidecar(this, begin, behind(begin, to), after, upTo);
    }

    private boolean mayHold(long key) {
        long block = bloom + SidecarShape.BLOOM_BLOCK * shape.bloomBlock(key);
        return BloomBlock.mayHold(word -> getLong(block + 8L * word), key);
    }

    private long bucketStart(int bucket) {
        return Integer.toUnsignedLong(getInt(buckets + 4L * bucket));
    }

    /** The first entry in [from, to) with this key or a greater one. */
    private long lowest(long from, long to, long key) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + high >>> 1;
            if (Long.compareUnsigned(key(middle), key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The entry behind those that have the same key as this one. */
    private long behind(long entry, long to) {
        long key = key(entry);
        return key == -1L ? to : lowest(entry, to, key + 1);
    }

    long key(long entry) {
        return getLong(keys + 8 * entry);
    }

    long position(long entry) {
        return shape.first() + Integer.toUnsignedLong(getInt(positions + 4 * entry));
    }

    private int getInt(long at) {
        verify(at);
        return bytes.get(INT, at);
    }

    private long getLong(long at) {
        verify(at);
        return bytes.get(LONG, at);
    }

    /** Two threads may verify the same block; both find the same. */
    private void verify(long at) {
        int block = (int) ((at - SidecarShape.HEAD) / SidecarShape.BLOCK);
        if (!verified[block]) {
            verifyBlock(block);
            verified[block] = true;
        }
    }

    private void verifyBlock(int block) {
        long start = SidecarShape.HEAD + (long) block * SidecarShape.BLOCK;
        long length = Math.min(SidecarShape.BLOCK, shape.checks() - start);
        int crc = SidecarShape.crc(bytes.asSlice(start, length).asByteBuffer());
        if (crc != bytes.get(INT, shape.checks() + 4L * block)) {
            throw new SidecarDamaged(path, start, "block " + block + " does not verify");
        }
    }

    private void verifyChecks() {
        var checks = bytes.asSlice(shape.checks(), 4L * shape.blocks()).asByteBuffer();
        if (SidecarShape.crc(checks) != bytes.get(INT, shape.size() - 4)) {
            throw new SidecarDamaged(path, shape.checks(), "its checks do not verify");
        }
    }

    /** Verifies every block. */
    void verifyAll() {
        for (int block = 0; block < verified.length; block++) {
            verifyBlock(block);
        }
    }
}
