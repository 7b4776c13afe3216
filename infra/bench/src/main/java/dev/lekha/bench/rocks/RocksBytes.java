package dev.lekha.bench.rocks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The plainest encoding that there is: lengths of two bytes, UTF-8, and what is left comes last.
 */
final class RocksBytes {
    private static final int REST_OF_AN_EVENT = 512;

    private RocksBytes() {}

    /** Grows as it must. */
    static final class Out {
        private ByteBuffer bytes;

        Out(int body) {
            bytes = ByteBuffer.allocate(body + REST_OF_AN_EVENT);
        }

        Out text(String text) {
            var utf = text.getBytes(StandardCharsets.UTF_8);
            count(utf.length);
            room(utf.length).put(utf);
            return this;
        }

        Out number(long number) {
            room(Long.BYTES).putLong(number);
            return this;
        }

        Out count(int count) {
            room(Short.BYTES).putShort((short) count);
            return this;
        }

        byte[] last(byte[] rest) {
            room(rest.length).put(rest);
            return Arrays.copyOf(bytes.array(), bytes.position());
        }

        private ByteBuffer room(int more) {
            if (bytes.remaining() < more) {
                bytes = ByteBuffer.allocate(2 * bytes.capacity() + more).put(bytes.flip());
            }
            return bytes;
        }
    }

    /** Reads in the same order. */
    static final class In {
        private final ByteBuffer bytes;

        In(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        String text() {
            var length = count();
            var at = bytes.position();
            bytes.position(at + length);
            return new String(bytes.array(), at, length, StandardCharsets.UTF_8);
        }

        long number() {
            return bytes.getLong();
        }

        Set<String> texts() {
            var texts = new HashSet<String>();
            for (var left = count(); left > 0; left--) {
                texts.add(text());
            }
            return texts;
        }

        Map<String, String> map() {
            var map = new HashMap<String, String>();
            for (var left = count(); left > 0; left--) {
                map.put(text(), text());
            }
            return map;
        }

        byte[] last() {
            return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        }

        private int count() {
            return Short.toUnsignedInt(bytes.getShort());
        }
    }
}
