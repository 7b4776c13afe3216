package dev.lekha.kernel.leaf;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One stored record, which is the Merkle leaf: an array of eleven items, of which only the places
 * are found at first and each is decoded when it is asked for.
 *
 * <p>The items: format, position, recorded at (µs since 1970), id, type, version, tags, metadata,
 * kind of body, body, evidence digest.
 */
public final class Leaf {
    public static final int FORMAT = 1;
    public static final int ITEMS = 11;

    /** A record fits an entry of a tile (C2SP tlog-tiles), whose length has two bytes. */
    public static final int MOST_BYTES = 65_535;

    /** The body stands in the record as it is. */
    public static final int VERBATIM = 0;

    /** The record holds SHA-256(0x03 || salt || body); the body is sealed elsewhere. */
    public static final int SALTED_COMMITMENT = 1;

    /** The record holds SHA-256(body); the body stands beside it, being too large for it. */
    public static final int BESIDE = 2;

    private final byte[] record;
    private final byte[] beside;
    private final CborReader items;
    private final long position;
    private final long recordedAt;
    private final int id;
    private final int type;
    private final int version;
    private final int tags;
    private final int metadata;
    private final int kind;
    private final int body;

    /**
     * @param beside the body where it is kept apart, else empty
     * @throws Malformed where the record is not one of this format
     */
    public Leaf(byte[] record, byte[] beside) {
        this.record = record;
        this.beside = beside;
        items = new CborReader(record);
        if (items.array() != ITEMS || items.integer() != FORMAT) {
            throw new Malformed("it is no record of format " + FORMAT);
        }
        position = items.integer();
        recordedAt = items.integer();
        id = items.at();
        items.skipText();
        type = items.at();
        items.skipText();
        version = items.at();
        items.skipText();
        tags = items.at();
        skipTexts(items.array());
        metadata = items.at();
        skipTexts(even(items.array()));
        kind = Math.clamp(items.integer(), -1, Integer.MAX_VALUE);
        body = items.at();
        items.skipBytes();
        items.skipBytes();
        items.end();
    }

    private void skipTexts(int count) {
        for (int i = 0; i < count; i++) {
            items.skipText();
        }
    }

    private static int even(int count) {
        if (count % 2 != 0) {
            throw new Malformed("a key of the metadata has no value");
        }
        return count;
    }

    public long position() {
        return position;
    }

    /** The record as it is stored and hashed. */
    public byte[] record() {
        return record;
    }

    /** Bytes of the record and of what stands beside it. */
    public int bytes() {
        return record.length + beside.length;
    }

    /** Microseconds since 1970. */
    public long recordedAt() {
        return recordedAt;
    }

    public Instant time() {
        return Instant.EPOCH.plus(recordedAt, ChronoUnit.MICROS);
    }

    public String id() {
        return items.seek(id).text();
    }

    public String type() {
        return items.seek(type).text();
    }

    public String version() {
        return items.seek(version).text();
    }

    /** As {@code key=value}, in the order of their bytes. */
    public List<String> tags() {
        int count = items.seek(tags).array();
        var all = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            all.add(items.text());
        }
        return all;
    }

    public Map<String, String> metadata() {
        int count = items.seek(metadata).array() / 2;
        var all = HashMap.<String, String>newHashMap(count);
        for (int i = 0; i < count; i++) {
            var key = items.text();
            all.put(key, items.text());
        }
        return all;
    }

    /** Whether only a digest of the body stands in the record. */
    public boolean standsApart() {
        return kind != VERBATIM;
    }

    /**
     * @throws Malformed where the body does not stand in the record or beside it
     */
    public byte[] body() {
        return switch (kind) {
            case VERBATIM -> items.seek(body).bytes();
            case BESIDE -> committed();
            default -> throw new Malformed("its body is of unknown kind " + kind);
        };
    }

    private byte[] committed() {
        if (!Arrays.equals(items.seek(body).bytes(), Sha2.SHA_256.of(beside))) {
            throw new Malformed("the body beside it is not the one it names");
        }
        return beside;
    }

    /** The event, decoded. */
    public Log.Stored stored() {
        return new Log.Stored(
                position,
                id(),
                time(),
                type(),
                version(),
                new HashSet<>(tags()),
                metadata(),
                body());
    }
}
