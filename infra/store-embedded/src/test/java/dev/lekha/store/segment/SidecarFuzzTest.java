package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever a file says that it is a sidecar, it is one or it is damaged. The inputs kept beside run
 * with the suite; {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=SidecarFuzzTest} looks
 * for more for ten minutes.
 */
class SidecarFuzzTest {
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
    void a_head_is_a_shape_or_damaged_and_a_file_a_sidecar_or_damaged(byte[] bytes)
            throws IOException {
        open(bytes);
        if (bytes.length >= SidecarShape.HEAD) {
            open(sealed(bytes));
        }
    }

    /** The same with what only verifies bytes put right, which nobody would find by chance. */
    private static byte[] sealed(byte[] bytes) {
        var sealed = bytes.clone();
        var head = ByteBuffer.wrap(sealed);
        head.putLong(0, 0x4C454B4841494458L).putInt(8, 1);
        int crcAt = SidecarShape.HEAD - Integer.BYTES;
        head.putInt(crcAt, SidecarShape.crc(head.slice(0, crcAt)));
        return sealed;
    }

    private static void open(byte[] bytes) throws IOException {
        var path = folder.resolve("fuzz.idx");
        if (bytes.length >= SidecarShape.HEAD) {
            shape(path, Arrays.copyOf(bytes, SidecarShape.HEAD));
        }
        Files.write(path, bytes);
        try {
            var sidecar = Sidecar.open(path);
            sidecar.verifyAll();
            for (long key : new long[] {0, 1L << 16, Keys.tag("node=1"), -1L << 16}) {
                var found = sidecar.find(key, false, 0, Long.MAX_VALUE);
                assertThat(found.from(1)).isPositive();
            }
        } catch (SidecarDamaged damaged) {
            assertThat(damaged.path()).isEqualTo(path);
        }
    }

    private static void shape(Path path, byte[] head) {
        try {
            var shape = SidecarShape.of(path, ByteBuffer.wrap(head));
            assertThat(shape.toHead().getLong(16)).isEqualTo(shape.first());
            assertThat(shape.size()).isGreaterThan(SidecarShape.HEAD);
        } catch (SidecarDamaged damaged) {
            assertThat(damaged.path()).isEqualTo(path);
        }
    }
}
