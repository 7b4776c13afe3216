package dev.lekha.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * CRC-32C over an event: for each of id, type, version, metadata, tags and body u32be(length) and
 * its bytes (text as UTF-8); then i64be(recorded at), then i64be(position).
 */
final class RowChecksum {
    private RowChecksum() {}

    static CRC32C begin(
            String id,
            String type,
            String version,
            long recordedAt,
            String metadata,
            String tags,
            byte[] body) {
        var crc = new CRC32C();
        for (var text : new String[] {id, type, version, metadata, tags}) {
            add(crc, text.getBytes(StandardCharsets.UTF_8));
        }
        add(crc, body);
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, recordedAt));
        return crc;
    }

    static long end(CRC32C crc, long position) {
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
        return crc.getValue();
    }

    private static void add(CRC32C crc, byte[] bytes) {
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        crc.update(bytes);
    }
}
