package dev.lekha.store.segment;

import dev.lekha.kernel.Sha2;
import dev.lekha.store.segment.FrameReader.Finding;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.CRC32C;

/*
 * Each frame ends with the chain that the next one takes up. So a frame behind a damaged one verifies as well as any
 * other, by the chain that stands before it; and where it does, that chain is the one which was written there.
 */

/** Looks for the next whole frame behind one that is broken. */
final class Resync {
    private final ByteBuffer bytes;
    private final int limit;
    private final long last;
    private final CRC32C crc = new CRC32C();

    /**
     * @param limit bytes that may be read
     * @param last position that the segment holds at most
     */
    Resync(ByteBuffer bytes, int limit, long last) {
        this.bytes = bytes;
        this.limit = limit;
        this.last = last;
    }

    /** At the next frame that verifies; empty where there is none. */
    Optional<FrameReader> behind(FrameReader broken) {
        int at = broken.at();
        if (!isHead(at) || bytes.getLong(at + 8) != broken.next()) {
            return search(at + 1, broken.next());
        }
        int end = at + bytes.getInt(at + 4);
        // What looks like a frame inside of it is what somebody has sent.
        return follower(end, broken.next(), link(broken.chain(), at, end))
                .or(() -> search(end, broken.next()));
    }

    /** The frame that follows at once, where only the chain between the two is damaged. */
    private Optional<FrameReader> follower(int at, long beyond, byte[] chain) {
        return isCandidate(at, beyond) ? whole(at, chain) : Optional.empty();
    }

    private Optional<FrameReader> search(int from, long beyond) {
        for (int at = from; at <= limit - Frame.LEAST; at++) {
            if (isCandidate(at, beyond)) {
                var before = new byte[Frame.CHAIN];
                bytes.get(at - Frame.CHAIN, before);
                var found = whole(at, before);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean isCandidate(int at, long beyond) {
        return isHead(at) && bytes.getLong(at + 8) > beyond && bytes.getLong(at + 8) <= last;
    }

    private boolean isHead(int at) {
        if (limit - at < Frame.LEAST || bytes.getInt(at) != Frame.MAGIC) {
            return false;
        }
        crc.reset();
        crc.update(bytes.slice(at, Frame.HEAD_CRC_AT));
        int length = bytes.getInt(at + 4);
        return (int) crc.getValue() == bytes.getInt(at + Frame.HEAD_CRC_AT)
                && bytes.getInt(at + 16) > 0
                && length >= Frame.LEAST
                && length <= limit - at;
    }

    private Optional<FrameReader> whole(int at, byte[] before) {
        return isWhole(reader(at, before)) ? Optional.of(reader(at, before)) : Optional.empty();
    }

    private FrameReader reader(int at, byte[] before) {
        return new FrameReader(bytes, limit, at, bytes.getLong(at + 8), before);
    }

    private static boolean isWhole(FrameReader frames) {
        try {
            return frames.step((_, _, _) -> {}) == Finding.WHOLE;
        } catch (CorruptEvent written) {
            // The chain fits: this is what was written, whatever is wrong with it.
            return true;
        }
    }

    private byte[] link(byte[] before, int at, int end) {
        MessageDigest sha = Sha2.SHA_256.begin();
        sha.update(before);
        sha.update(bytes.slice(at, end - Frame.CHAIN - at));
        return sha.digest();
    }
}
