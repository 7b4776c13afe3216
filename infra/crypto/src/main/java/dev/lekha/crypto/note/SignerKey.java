package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Signing;
import dev.lekha.crypto.tree.Base64Text;
import java.security.PrivateKey;
import java.util.Arrays;

/** A signer by a private key. Never shows the key as text. */
public final class SignerKey implements NoteSigner {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final VerifierKey verifier;
    private final PrivateKey key;

    private SignerKey(VerifierKey verifier, PrivateKey key) {
        this.verifier = verifier;
        this.key = key;
    }

    /**
     * @param key of Bouncy Castle, or a distant one
     * @throws Malformed where that is no name, or the key not of the type
     */
    public static SignerKey of(String name, SignatureType type, PrivateKey key) {
        return new SignerKey(VerifierKey.of(name, type, RawKeys.raw(key)), key);
    }

    /**
     * @param seed 32 bytes that must stay secret
     */
    public static SignerKey ofSeed(String name, SignatureType type, byte[] seed) {
        return of(name, type, RawKeys.privateKey(type, seed));
    }

    /**
     * Reads {@code PRIVATE+KEY+<name>+<hex key id>+base64(type || seed)}.
     *
     * @throws Malformed where it is not of that form, or the id not that of the key
     */
    public static SignerKey parse(String skey) {
        if (!skey.startsWith(PREFIX)) {
            throw new Malformed("a signer key begins with " + PREFIX);
        }
        var parts = skey.substring(PREFIX.length()).split("\\+", 3);
        if (parts.length != 3) {
            throw new Malformed("a signer key is name+id+key");
        }
        var typed = Base64Text.bytes(parts[2]);
        var type =
                SignatureType.of(typed.length == 0 ? 0 : typed[0])
                        .orElseThrow(() -> new Malformed("a key of a type not known here"));
        var signer = ofSeed(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!signer.verifier.toString().startsWith(parts[0] + "+" + parts[1] + "+")) {
            throw new Malformed("the key id is not that of the key");
        }
        return signer;
    }

    @Override
    public VerifierKey key() {
        return verifier;
    }

    @Override
    public byte[] sign(byte[] message) {
        return Signing.sign(verifier.type().algorithm(), key, message);
    }

    @Override
    public String toString() {
        return "signer of " + verifier;
    }
}
