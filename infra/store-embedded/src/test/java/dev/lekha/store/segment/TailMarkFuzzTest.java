package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever the tail file holds, it says a place or nothing. The inputs kept beside run with the
 * suite; {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=TailMarkFuzzTest} looks for more
 * for ten minutes.
 */
class TailMarkFuzzTest {
    private static final int SLOT = 32;
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        folder = QuickFolder.make();
    }

    @AfterAll
    static void remove() throws IOException {
        Folders.delete(folder);
    }

    @FuzzTest(maxDuration = "10m")
    void a_tail_file_says_a_place_or_nothing(byte[] bytes) throws IOException {
        if (bytes.length < 2 * SLOT) {
            var path = folder.resolve("tail");
            Files.write(path, bytes);
            assertThat(TailMark.read(path)).isEmpty();
            return;
        }
        requirePlaceOrNothing(bytes);
        requirePlaceOrNothing(sealed(bytes, 0));
        requirePlaceOrNothing(sealed(sealed(bytes, 0), SLOT));
    }

    private static byte[] sealed(byte[] bytes, int at) {
        var sealed = ByteBuffer.wrap(bytes.clone());
        var crc = new CRC32C();
        crc.update(sealed.slice(at, SLOT - Integer.BYTES));
        return sealed.putInt(at + SLOT - Integer.BYTES, ~(int) crc.getValue()).array();
    }

    /** The valid slot with the greater position. */
    private static void requirePlaceOrNothing(byte[] bytes) {
        var slots = ByteBuffer.wrap(bytes);
        var said = TailMark.newest(slots);
        long greatest = Long.MIN_VALUE;
        for (int at = 0; at <= SLOT; at += SLOT) {
            if (Arrays.equals(bytes, sealed(bytes, at))) {
                greatest = Math.max(greatest, slots.getLong(at + 16));
                assertThat(said).isPresent();
            }
        }
        long expected = greatest;
        said.ifPresent(end -> assertThat(end.position()).isEqualTo(expected));
    }
}
