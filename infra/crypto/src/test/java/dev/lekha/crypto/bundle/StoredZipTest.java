package dev.lekha.crypto.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredZipTest {
    private static final int CENTRAL_HEADER = 0x02014b50;

    /** Of the local header, within an entry of the central directory (APPNOTE 4.3.12). */
    private static final int OFFSET_AT = 42;

    @TempDir Path folder;

    @Test
    void an_entry_that_is_said_to_begin_at_the_very_end_is_malformed() throws Exception {
        var bundle = folder.resolve("bundle");
        new Evidence("").write(bundle, 80, 120);
        var bytes = ByteBuffer.wrap(Files.readAllBytes(bundle)).order(ByteOrder.LITTLE_ENDIAN);
        int header = 0;
        while (bytes.getInt(header) != CENTRAL_HEADER) {
            header++;
        }
        bytes.putInt(header + OFFSET_AT, bytes.capacity() - 1);
        Files.write(bundle, bytes.array());
        assertThatThrownBy(() -> StoredZip.open(bundle)).isInstanceOf(Malformed.class);
    }
}
