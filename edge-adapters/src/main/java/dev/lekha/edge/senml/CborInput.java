package dev.lekha.edge.senml;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a CBOR payload (RFC 8949): heads, their arguments and strings. It never reads past
 * its end.
 */
final class CborInput {
    static final int INDEFINITE = 31;
    static final int BREAK = 0xff;

    private final ByteBuffer in;

    CborInput(byte[] payload) {
        this.in = ByteBuffer.wrap(payload);
    }

    boolean atEnd() {
        return !in.hasRemaining();
    }

    int remaining() {
        return in.remaining();
    }

    /** The major type of the item that comes next. */
    int major() {
        return peek() >> 5;
    }

    /** The low five bits of a head, which is passed over. */
    int info() {
        return in.get() & 0x1f;
    }

    /** The next byte, which stays. */
    int peek() {
        if (!in.hasRemaining()) {
            throw cutOff();
        }
        return in.get(in.position()) & 0xff;
    }

    /** The number that follows a head; as unsigned as its 64 bits allow. */
    long argument(int info) {
        int width =
                switch (info) {
                    case 24 -> 1;
                    case 25 -> 2;
                    case 26 -> 4;
                    case 27 -> 8;
                    default -> 0;
                };
        if (info > 27) {
            throw malformed("A head has a reserved length");
        }
        if (in.remaining() < width) {
            throw cutOff();
        }
        return switch (width) {
            case 1 -> in.get() & 0xffL;
            case 2 -> in.getShort() & 0xffffL;
            case 4 -> in.getInt() & 0xffff_ffffL;
            case 8 -> in.getLong();
            default -> info;
        };
    }

    private byte[] take(long length) {
        if (length < 0 || length > in.remaining()) {
            throw cutOff();
        }
        int from = in.position();
        in.position(from + (int) length);
        return Arrays.copyOfRange(in.array(), from, in.position());
    }

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw malformed("A text is not UTF-8");
        }
    }

    /** A string of bytes or of text, also in chunks. */
    byte[] string(int major) {
        int info = in.get() & 0x1f;
        if (info != INDEFINITE) {
            return take(argument(info));
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        while (peek() != BREAK) {
            int chunk = in.get() & 0xff;
            if (chunk >> 5 != major || (chunk & 0x1f) == INDEFINITE) {
                throw malformed("A string has a chunk of another kind");
            }
            chunks.writeBytes(take(argument(chunk & 0x1f)));
        }
        in.get();
        return chunks.toByteArray();
    }

    static Refused cutOff() {
        return malformed("It ends before it is complete");
    }

    static Refused malformed(String why) {
        return new Refused(
                MALFORMED, "cbor-malformed", "The payload is not well-formed CBOR: " + why + ".");
    }
}
