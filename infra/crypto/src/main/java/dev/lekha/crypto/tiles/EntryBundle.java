package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Malformed;
import dev.lekha.kernel.leaf.Leaf;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Up to 256 records one behind the other, before each its length as u16be. */
public final class EntryBundle {
    private EntryBundle() {}

    /**
     * @throws Malformed where a record is longer than 65,535 bytes
     */
    public static byte[] of(List<byte[]> records) {
        var bytes = new ByteArrayOutputStream();
        for (var record : records) {
            if (record.length > Leaf.MOST_BYTES) {
                throw new Malformed("a record of %d bytes".formatted(record.length));
            }
            bytes.write(record.length >>> 8);
            bytes.write(record.length);
            bytes.writeBytes(record);
        }
        return bytes.toByteArray();
    }

    /**
     * The bundle of the first records alone.
     *
     * @throws Malformed where there are fewer
     */
    static byte[] first(byte[] bundle, int count) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (bundle.length - end < 2) {
                throw new Malformed("%d records, not %d".formatted(i, count));
            }
            end += 2 + ((bundle[end] & 0xFF) << 8 | bundle[end + 1] & 0xFF);
        }
        if (end > bundle.length) {
            throw new Malformed("the bundle ends within a record");
        }
        return Arrays.copyOf(bundle, end);
    }

    /**
     * @throws Malformed unless it is exactly that many records
     */
    public static List<byte[]> records(byte[] bundle, int count) {
        var records = new ArrayList<byte[]>(count);
        int at = 0;
        while (at < bundle.length) {
            if (bundle.length - at < 2) {
                throw new Malformed("the bundle ends within a length");
            }
            int length = (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
            at += 2;
            if (bundle.length - at < length) {
                throw new Malformed("the bundle ends within a record");
            }
            records.add(Arrays.copyOfRange(bundle, at, at + length));
            at += length;
        }
        if (records.size() != count) {
            throw new Malformed("%d records, not %d".formatted(records.size(), count));
        }
        return records;
    }
}
