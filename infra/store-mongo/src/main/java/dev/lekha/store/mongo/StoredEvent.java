package dev.lekha.store.mongo;

import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/*
 * An event is found by its document's list of tags, and chosen by its own. Where its bytes are damaged, it must not be
 * served; but it must not be passed over either, since a decision would then be made without it. So its type and tags
 * have a checksum of their own: a damaged body holds up only those who want this event.
 */

/** One event as its document holds it: found to be whole when it is first looked at. */
final class StoredEvent {
    private final long position;
    private final byte[] record;
    private final byte[] beside;
    private final int crc;
    private final int keysCrc;
    private volatile @Nullable Keys keys;

    /**
     * By what it is chosen.
     *
     * @param whole whether all bytes of the event are those that were written
     * @param found what it is found by, {@link LookUpKeys}
     */
    record Keys(List<String> tags, String type, boolean whole, List<String> found) {
        private static Keys of(List<String> tags, String type, boolean whole) {
            return new Keys(tags, type, whole, LookUpKeys.of(tags, type));
        }
    }

    /**
     * @param crc CRC-32C of the record and the body beside it
     * @param keysCrc CRC-32C of type and tags
     */
    StoredEvent(long position, byte[] record, byte[] beside, int crc, int keysCrc) {
        this.position = position;
        this.record = record;
        this.beside = beside;
        this.crc = crc;
        this.keysCrc = keysCrc;
    }

    /** One that was encoded just now. */
    StoredEvent(long position, byte[] record, byte[] beside, List<String> tags, String type) {
        this(position, record, beside, crc(record, beside), crc(tags, type));
        this.keys = Keys.of(tags, type, true);
    }

    private static int crc(byte[] record, byte[] beside) {
        var crc = new CRC32C();
        crc.update(record);
        crc.update(beside);
        return (int) crc.getValue();
    }

    /** The same in whatever order the tags come. */
    private static int crc(List<String> tags, String type) {
        int all = crc(type);
        for (var tag : tags) {
            all += crc(tag);
        }
        return all;
    }

    private static int crc(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    long position() {
        return position;
    }

    byte[] record() {
        return record;
    }

    byte[] beside() {
        return beside;
    }

    int crc() {
        return crc;
    }

    int keysCrc() {
        return keysCrc;
    }

    int bytes() {
        return record.length + beside.length;
    }

    /**
     * @throws CorruptEvent where even that cannot be said
     */
    Keys keys() {
        var known = keys;
        if (known == null) {
            known = read();
            keys = known;
        }
        return known;
    }

    private Keys read() {
        boolean whole = crc(record, beside) == crc;
        try {
            var leaf = new Leaf(record, beside);
            var found = Keys.of(leaf.tags(), leaf.type(), whole);
            if (whole && leaf.position() != position) {
                throw damaged("it says to be at position " + leaf.position());
            }
            if (crc(found.tags, found.type) != keysCrc) {
                throw damaged("its checksum does not fit");
            }
            return found;
        } catch (Malformed malformed) {
            throw damaged(String.valueOf(malformed.getMessage()));
        }
    }

    /**
     * Decodes it.
     *
     * @throws CorruptEvent where it is not what was written
     */
    Leaf leaf() {
        if (!keys().whole) {
            throw damaged("its checksum does not fit");
        }
        try {
            return new Leaf(record, beside);
        } catch (Malformed malformed) {
            throw damaged(String.valueOf(malformed.getMessage()));
        }
    }

    boolean fits(Wanted wanted) {
        return wanted.all() || wanted.fits(keys().tags, keys().type);
    }

    CorruptEvent damaged(String finding) {
        return new CorruptEvent(position, finding);
    }
}
