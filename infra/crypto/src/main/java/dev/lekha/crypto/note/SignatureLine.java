package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Base64Text;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A line under a note: {@code — <name> base64(u32be key id || signature)}.
 *
 * @param base64 of both together
 */
public record SignatureLine(String name, String base64) {
    private static final String DASH = "— ";

    public SignatureLine {
        KeyName.require(name);
        if (Base64Text.bytes(base64).length <= Integer.BYTES) {
            throw new Malformed("a signature line without a signature");
        }
    }

    static SignatureLine of(NamedKey key, byte[] signature) {
        var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
        bytes.putInt(key.id()).put(signature);
        return new SignatureLine(key.name(), Base64Text.of(bytes.array()));
    }

    /**
     * @param line without the line feed
     * @throws Malformed where it is not of that form
     */
    public static SignatureLine parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new Malformed("not a signature line");
        }
        return new SignatureLine(line.substring(DASH.length(), space), line.substring(space + 1));
    }

    public int keyId() {
        return ByteBuffer.wrap(Base64Text.bytes(base64)).getInt();
    }

    /** What stands behind the key id. */
    public byte[] signature() {
        var bytes = Base64Text.bytes(base64);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    /** As it stands under the note, with the line feed. */
    @Override
    public String toString() {
        return DASH + name + " " + base64 + "\n";
    }
}
