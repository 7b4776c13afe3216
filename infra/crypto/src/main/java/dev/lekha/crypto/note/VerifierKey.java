package dev.lekha.crypto.note;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Base64Text;
import dev.lekha.kernel.Sha2;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key under a name, as text {@code <name>+<hex key id>+base64(type || key)}. The key id is
 * the beginning of {@code SHA-256(name || 0x0A || type || key)}.
 */
public final class VerifierKey implements NamedKey {
    private static final byte[] LINE_FEED = {'\n'};

    private final String name;
    private final SignatureType type;
    private final byte[] raw;
    private final int id;
    private final PublicKey key;

    private VerifierKey(String name, SignatureType type, byte[] raw) {
        this.name = KeyName.require(name);
        this.type = type;
        this.raw = raw;
        this.key = RawKeys.publicKey(type, raw);
        var digest = Sha2.SHA_256.of(KeyName.bytes(name), LINE_FEED, typed());
        this.id = ByteBuffer.wrap(digest).getInt();
    }

    /**
     * @param raw 32 bytes for Ed25519 (RFC 8032), 1312 for ML-DSA-44 (FIPS 204)
     * @throws Malformed where that is no name or no key
     */
    public static VerifierKey of(String name, SignatureType type, byte[] raw) {
        return new VerifierKey(name, type, raw.clone());
    }

    /**
     * @throws Malformed where it is not of that form, of another type, or the id not that of the
     *     key
     */
    public static VerifierKey parse(String vkey) {
        var parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new Malformed("a verifier key is name+id+key");
        }
        var typed = Base64Text.bytes(parts[2]);
        if (typed.length == 0) {
            throw new Malformed("a verifier key without a key");
        }
        var type =
                SignatureType.of(typed[0])
                        .orElseThrow(() -> new Malformed("a key of a type not known here"));
        var key = of(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.hexId().equals(parts[1])) {
            throw new Malformed("the key id is not that of the key");
        }
        return key;
    }

    @Override
    public String name() {
        return name;
    }

    public SignatureType type() {
        return type;
    }

    @Override
    public int id() {
        return id;
    }

    /** The key alone, as FIPS 204 or RFC 8032 writes it. */
    public byte[] raw() {
        return raw.clone();
    }

    boolean signed(byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance(type.algorithm(), Bouncy.CASTLE);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(type.algorithm(), missing);
        }
    }

    private byte[] typed() {
        var typed = new byte[1 + raw.length];
        typed[0] = type.code();
        System.arraycopy(raw, 0, typed, 1, raw.length);
        return typed;
    }

    private String hexId() {
        return HexFormat.of().toHexDigits(id);
    }

    /** The text form. */
    @Override
    public String toString() {
        return name + "+" + hexId() + "+" + Base64Text.of(typed());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key
                && key.type == type
                && key.name.equals(name)
                && Arrays.equals(key.raw, raw);
    }

    @Override
    public int hashCode() {
        return id;
    }
}
