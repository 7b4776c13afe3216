package dev.lekha.crypto.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Elements of DER (X.690) that can be rearranged, with all lengths around them made to fit.
 *
 * @param value of a primitive one; that of a constructed one are its parts
 */
record Der(int tag, byte[] value, List<Der> parts) {
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG = 0x80;
    private static final List<Der> OTHERS =
            List.of(
                    new Der(0x05, new byte[0], List.of()), // NULL
                    new Der(0x02, new byte[] {1}, List.of()), // INTEGER
                    new Der(0x30, new byte[0], List.of()), // SEQUENCE
                    new Der(0xA1, new byte[0], List.of(new Der(0x30, new byte[0], List.of()))));

    /** One element somewhere in it twice, gone, or with another behind it. */
    static byte[] rearranged(byte[] der, Random random) {
        var all = read(ByteBuffer.wrap(der));
        var places = new ArrayList<List<Der>>();
        collect(all, places);
        var parts = places.get(random.nextInt(places.size()));
        int at = parts.isEmpty() ? 0 : random.nextInt(parts.size());
        switch (parts.isEmpty() ? 0 : random.nextInt(3)) {
            case 0 -> parts.add(at, OTHERS.get(random.nextInt(OTHERS.size())));
            case 1 -> parts.add(at, parts.get(at));
            default -> parts.remove(at);
        }
        return bytes(all);
    }

    private static void collect(List<Der> parts, List<List<Der>> into) {
        into.add(parts);
        for (var part : parts) {
            if ((part.tag & CONSTRUCTED) != 0) {
                collect(part.parts, into);
            }
        }
    }

    private static List<Der> read(ByteBuffer in) {
        var found = new ArrayList<Der>();
        while (in.hasRemaining()) {
            int tag = in.get() & 0xff;
            int length = in.get() & 0xff;
            if (length >= LONG) {
                int width = length - LONG;
                length = 0;
                for (int i = 0; i < width; i++) {
                    length = length << 8 | in.get() & 0xff;
                }
            }
            var value = new byte[length];
            in.get(value);
            var parts = (tag & CONSTRUCTED) != 0 ? read(ByteBuffer.wrap(value)) : List.<Der>of();
            found.add(new Der(tag, value, parts));
        }
        return found;
    }

    private static byte[] lengthBytes(int length) {
        var all = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
        return Arrays.copyOfRange(all, Integer.numberOfLeadingZeros(length) / 8, all.length);
    }

    private static byte[] bytes(List<Der> elements) {
        var out = new ByteArrayOutputStream();
        for (var element : elements) {
            var inner = (element.tag & CONSTRUCTED) != 0 ? bytes(element.parts) : element.value;
            out.write(element.tag);
            if (inner.length < LONG) {
                out.write(inner.length);
            } else {
                var length = lengthBytes(inner.length);
                out.write(LONG + length.length);
                out.writeBytes(length);
            }
            out.writeBytes(inner);
        }
        return out.toByteArray();
    }
}
