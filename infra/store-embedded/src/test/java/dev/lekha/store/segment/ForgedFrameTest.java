package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders put into events is no frame, whatever it looks like. */
class ForgedFrameTest {
    private static final int HEAD_BEFORE_CRC = 20;

    /** A valid head of a frame far behind, of characters that any JSON may hold. */
    private static byte[] forged() {
        var head = ("LKFR" + "a".repeat(HEAD_BEFORE_CRC - 4)).getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32C();
        crc.update(head);
        return ByteBuffer.allocate(200).put(head).putInt((int) crc.getValue()).array();
    }

    @Test
    void bytes_of_an_event_that_look_like_a_later_frame_do_not_hinder_the_start(
            @TempDir(factory = QuickFolder.class) Path parent) throws IOException {
        var copy = parent.resolve("copy");
        var original = parent.resolve("original");
        byte[] segment;
        try (var log = KilledLog.open(copy)) {
            append(log, event("kept"));
            Folders.copy(copy, original);
            append(log, event("test.Forged", forged()));
            segment = Files.readAllBytes(new Names(copy).segment(1));
        }
        segment[(int) TailMark.read(new Names(original).tail()).orElseThrow().offset() + 30] ^= 1;
        Folders.put(new Names(original).segment(1), 0, segment);
        try (var log = KilledLog.open(original)) {
            assertThat(Reads.bodies(log)).containsExactly("kept");
        }
    }
}
