package dev.lekha.store.mongo;

import dev.lekha.kernel.Tags;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
     */
    record Keys(List<String> tags, String type, boolean whole) {
        /** What the event is found by: each of its tags, alone, and with its type if that helps. */
        List<String> found() {
            var found = new ArrayList<String>(2 * tags.size());
            for (var tag : tags) {
                found.add(tag);
                if (isBusy(tag)) {
                    found.add(typed(type, tag));
                }
            }
            return found;
        }
    }

    /** Tags of what happens once, which few events carry. */
    private static final Set<String> ONCE =
            Set.of(Tags.REQUEST, Tags.IDEMPOTENCY_KEY, Tags.CHARGING_REFERENCE, Tags.EVIDENCE);

    /** Whether many events may carry the tag, so that those of few types are worth an entry. */
    static boolean isBusy(String tag) {
        return !ONCE.contains(tag.substring(0, Math.max(0, tag.indexOf('='))));
    }

    /** A tag's events of one type, so that the many of other types need not be looked at. */
    static String typed(String type, String tag) {
        return type + "|" + tag;
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
        this.keys = new Keys(tags, type, true);
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
            var found = new Keys(leaf.tags(), leaf.type(), whole);
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
