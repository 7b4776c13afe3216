package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lekha.kernel.Sha2;
import dev.lekha.store.segment.FrameReader.Finding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * Whatever stands in a segment, going through it ends, and what does not verify is named. The
 * inputs kept beside run with the suite; {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true
 * -Dtest=FrameFuzzTest} looks for more for ten minutes.
 */
class FrameFuzzTest {
    private static final long FIRST = 1;

    @FuzzTest(maxDuration = "10m")
    void frames_are_whole_or_named(byte[] bytes) {
        goThrough(bytes);
        goThrough(sealed(bytes));
    }

    /** The same with what only verifies bytes put right, which nobody would find by chance. */
    private static byte[] sealed(byte[] bytes) {
        var sealed = bytes.clone();
        var all = ByteBuffer.wrap(sealed);
        var chain = new byte[Frame.CHAIN];
        int at = 0;
        while (all.limit() - at >= Frame.LEAST) {
            int length = all.getInt(at + 4);
            if (length < Frame.LEAST || length > all.limit() - at) {
                break;
            }
            all.putInt(at, Frame.MAGIC);
            sealRecords(all, at + Frame.HEAD, at + length - Frame.CHAIN);
            all.putInt(at + Frame.HEAD_CRC_AT, crc(all, at, Frame.HEAD_CRC_AT));
            chain = link(chain, all, at, length);
            at += length;
        }
        return sealed;
    }

    private static void sealRecords(ByteBuffer all, int from, int to) {
        int at = from;
        while (to - at > Frame.RECORD_HEAD) {
            long body = (long) all.getInt(at) + all.getInt(at + 4);
            if (all.getInt(at) <= 0
                    || all.getInt(at + 4) < 0
                    || body > to - at - Frame.RECORD_HEAD) {
                return;
            }
            var crc = new CRC32C();
            crc.update(all.slice(at, Frame.RECORD_CRC_AT));
            crc.update(all.slice(at + Frame.RECORD_HEAD, (int) body));
            all.putInt(at + Frame.RECORD_CRC_AT, (int) crc.getValue());
            at += Frame.RECORD_HEAD + (int) body;
        }
    }

    private static int crc(ByteBuffer all, int at, int length) {
        var crc = new CRC32C();
        crc.update(all.slice(at, length));
        return (int) crc.getValue();
    }

    private static byte[] link(byte[] before, ByteBuffer all, int at, int length) {
        var sha = Sha2.SHA_256.begin();
        sha.update(before);
        sha.update(all.slice(at, length - Frame.CHAIN));
        var link = sha.digest();
        all.put(at + length - Frame.CHAIN, link);
        return link;
    }

    private static void goThrough(byte[] bytes) {
        var all = ByteBuffer.wrap(bytes);
        var frames = new FrameReader(all, bytes.length, 0, FIRST, new byte[Frame.CHAIN]);
        var found = Finding.WHOLE;
        try {
            while (found == Finding.WHOLE) {
                long next = frames.next();
                found =
                        frames.step((position, offset, leaf) -> {
                            assertThat(leaf.position()).isEqualTo(position);
                            assertThat(offset).isLessThan(bytes.length);
                        });
                assertThat(frames.next() > next).isEqualTo(found == Finding.WHOLE);
            }
        } catch (CorruptEvent named) {
            assertThat(named.position()).isGreaterThanOrEqualTo(frames.next());
        }
        if (found == Finding.BROKEN) {
            assertThat(frames.flawAt()).isGreaterThanOrEqualTo(frames.next());
        }
        assertThat(frames.anyFrameBehind()).isIn(true, false);
        readByPosition(all, frames.next() - 1);
    }

    /** As it is read while the index is missing: each record of a whole frame is found. */
    private static void readByPosition(ByteBuffer bytes, long whole) {
        var behindHead = ByteBuffer.allocate(Segment.HEAD + bytes.capacity());
        behindHead.put(Segment.HEAD, bytes, 0, bytes.capacity());
        var segment = new Segment(Path.of("fuzz"), FIRST, new byte[Frame.CHAIN], behindHead);
        var index = new MissingIndex(segment, Long.MAX_VALUE, Duration.ZERO);
        for (long position :
                new long[] {whole + 1, Math.max(whole, FIRST), FIRST, Long.MAX_VALUE}) {
            try {
                var leaf = segment.leaf(index.offset(position), position);
                assertThat(leaf.position()).isEqualTo(position);
            } catch (CorruptEvent named) {
                assertThat(named.position()).isGreaterThan(whole);
            }
        }
    }
}
