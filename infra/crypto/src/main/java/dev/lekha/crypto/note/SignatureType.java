package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of signature that are known here, each with what it signs. */
public enum SignatureType {
    /** Of signed-note: over the text. */
    ED25519(0x01, "Ed25519", 32, 64) {
        @Override
        byte[] message(String signer, String text, long seconds) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Of tlog-cosignature: over the time and the whole text of a checkpoint. */
    COSIGNATURE_ED25519(0x04, "Ed25519", 32, 64) {
        @Override
        byte[] message(String signer, String text, long seconds) {
            return "cosignature/v1\ntime %d\n%s"
                    .formatted(seconds, Checkpoint.parse(text).text())
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Of tlog-cosignature: over names, time, size and root; not over extension lines. */
    COSIGNATURE_ML_DSA_44(0x06, "ML-DSA-44", 1312, 2420) {
        @Override
        byte[] message(String signer, String text, long seconds) {
            return cosigned(signer, Checkpoint.parse(text), seconds);
        }
    };

    private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

    private final byte code;
    private final String algorithm;
    private final int keyBytes;
    private final int signatureBytes;

    SignatureType(int code, String algorithm, int keyBytes, int signatureBytes) {
        this.code = (byte) code;
        this.algorithm = algorithm;
        this.keyBytes = keyBytes;
        this.signatureBytes = signatureBytes;
    }

    static Optional<SignatureType> of(byte code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /**
     * The bytes that the signer signs.
     *
     * @param seconds since 1970, where the kind has a time
     * @throws Malformed where the text is not one of this kind
     */
    abstract byte[] message(String signer, String text, long seconds);

    public byte code() {
        return code;
    }

    /** By the name that the JCA knows. */
    public String algorithm() {
        return algorithm;
    }

    int keyBytes() {
        return keyBytes;
    }

    /** Whether eight bytes of time stand before the signature proper. */
    public boolean isTimed() {
        return this != ED25519;
    }

    /** Of what stands in a line behind the key id. */
    int lineBytes() {
        return signatureBytes + (isTimed() ? Long.BYTES : 0);
    }

    private static byte[] cosigned(String signer, Checkpoint checkpoint, long seconds) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(SUBTREE);
        putName(message, signer);
        putLong(message, seconds);
        putName(message, checkpoint.origin());
        putLong(message, 0);
        putLong(message, checkpoint.head().size());
        message.writeBytes(checkpoint.head().root().bytes());
        return message.toByteArray();
    }

    private static void putName(ByteArrayOutputStream message, String name) {
        var bytes = KeyName.bytes(name);
        if (bytes.length > 255) {
            throw new Malformed("a name of %d bytes cannot be cosigned".formatted(bytes.length));
        }
        message.write(bytes.length);
        message.writeBytes(bytes);
    }

    private static void putLong(ByteArrayOutputStream message, long value) {
        message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
}
