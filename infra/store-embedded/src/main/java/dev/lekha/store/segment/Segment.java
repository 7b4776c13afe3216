package dev.lekha.store.segment;

import dev.lekha.kernel.leaf.Leaf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A file of frames, mapped to be read. It begins with a head of 64 bytes:
 *
 * <pre>
 *  0  8  magic "LEKHASEG"
 *  8  4  version, 1
 * 12  4  zero
 * 16  8  position of the first record
 * 24 32  chain of the frame before; zeros for the first segment
 * 56  4  zero
 * 60  4  CRC-32C of bytes 0 to 59
 * </pre>
 *
 * While it is written it is longer than what is in it, and zero behind.
 *
 * @param first position of the first record
 * @param chain of the frame before
 * @param bytes of the file, the head included
 */
record Segment(Path path, long first, byte[] chain, ByteBuffer bytes) {
    static final int HEAD = 64;
    static final String SUFFIX = ".seg";
    private static final Pattern NAME = Pattern.compile("0\\d{18}\\.seg");
    private static final long MAGIC = 0x4C454B4841534547L;
    private static final int VERSION = 1;
    private static final int CRC_AT = 60;

    /** What the file is called whose first record has this position. */
    static String name(long first) {
        return String.format(Locale.ROOT, "%019d%s", first, SUFFIX);
    }

    /** The position in a file's name; none where it is not named as a segment is. */
    static OptionalLong firstOf(Path path) {
        var name = path.getFileName().toString();
        return NAME.matcher(name).matches()
                ? OptionalLong.of(
                        Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                : OptionalLong.empty();
    }

    static byte[] head(long first, byte[] chain) {
        var head =
                ByteBuffer.allocate(HEAD).putLong(MAGIC).putInt(VERSION).putInt(0).putLong(first);
        head.put(chain).putInt(0);
        return head.putInt(crc(head.slice(0, CRC_AT))).array();
    }

    private static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * @throws LogDamaged where the file is no segment
     */
    static Segment open(Path path) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = map(file);
            if (bytes.capacity() < HEAD) {
                throw new LogDamaged(path, "it is shorter than its head");
            }
            var head = bytes.slice(0, HEAD);
            if (head.getLong(0) != MAGIC || head.getInt(CRC_AT) != crc(head.slice(0, CRC_AT))) {
                throw new LogDamaged(path, "its head does not verify");
            }
            if (head.getInt(8) != VERSION) {
                throw new LogDamaged(path, "it is of version " + head.getInt(8));
            }
            var chain = new byte[Frame.CHAIN];
            head.get(24, chain);
            return new Segment(path, head.getLong(16), chain, bytes);
        }
    }

    /** All of the file as it is now, which its writer may cut at any moment. */
    static ByteBuffer map(FileChannel file) throws IOException {
        while (true) {
            long size = Math.min(file.size(), Integer.MAX_VALUE);
            try {
                return file.map(MapMode.READ_ONLY, 0, size);
            } catch (IOException failed) {
                // More than a file holds cannot be mapped, which is how a cut in between shows.
                if (file.size() >= size) {
                    throw failed;
                }
            }
        }
    }

    int size() {
        return bytes.capacity();
    }

    /**
     * @throws CorruptEvent where no whole record of that position stands there
     */
    Leaf leaf(int offset, long position) {
        return Records.at(bytes, size(), offset, position);
    }

    /** Its frames from the first one on. */
    FrameReader frames() {
        return frames(size());
    }

    /**
     * @param limit bytes that may be read
     */
    FrameReader frames(int limit) {
        return new FrameReader(bytes, Math.min(limit, size()), HEAD, first, chain);
    }
}
