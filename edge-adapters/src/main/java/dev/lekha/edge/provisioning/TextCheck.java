package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Whether a file is UTF-8 in lines of bearable length; where not, it says in which line. */
final class TextCheck {
    private static final int CHUNK = 64 * 1024;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharBuffer letters = CharBuffer.allocate(CHUNK);
    private long line = 1;
    private int length;

    private TextCheck() {}

    /**
     * @throws Refused where it is not
     */
    static void check(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            new TextCheck().check(channel);
        }
    }

    private void check(FileChannel channel) throws IOException {
        while (channel.read(bytes) >= 0) {
            bytes.flip();
            decode(false);
            bytes.compact();
        }
        bytes.flip();
        decode(true);
    }

    private void decode(boolean last) {
        CoderResult result;
        do {
            result = decoder.decode(bytes, letters, last);
            letters.flip();
            count();
            letters.clear();
            if (result.isError()) {
                throw Rows.unreadable("encoding-unsupported", "Line " + line + " is not UTF-8.");
            }
        } while (result.isOverflow());
    }

    private void count() {
        while (letters.hasRemaining()) {
            if (letters.get() == '\n') {
                line++;
                length = 0;
            } else if (++length > Rows.LONGEST) {
                throw Rows.unreadable(
                        "line-too-long",
                        "Line " + line + " has more than " + Rows.LONGEST + " characters.");
            }
        }
    }
}
