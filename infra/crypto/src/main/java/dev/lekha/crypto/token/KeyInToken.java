package dev.lekha.crypto.token;

import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyUnusable;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a key is that never leaves its token.
 *
 * @param library of PKCS#11, as the token's maker gives it
 * @param token its label; may be left out where the slot is given
 * @param slot its number; may be left out where the label is given
 * @param key label of the private key, CKA_LABEL; may be left out where the id is given
 * @param keyId CKA_ID in hex; may be left out where the label is given
 * @param pinFile holds the user's PIN and nothing else; for its owner alone
 */
public record KeyInToken(
        Path library,
        @Nullable String token,
        @Nullable Long slot,
        @Nullable String key,
        @Nullable String keyId,
        Path pinFile) {
    /** One session a key for as long as the process lasts, however often it is asked for. */
    private static final Map<KeyInToken, HeldKey> OPENED = new ConcurrentHashMap<>();

    /**
     * @throws KeyUnusable where it says too little
     */
    public KeyInToken {
        requireSaid(library != null, "the library of a token is missing.");
        requireSaid(pinFile != null, "the pin-file of a token is missing.");
        requireSaid(token != null || slot != null, "a token is named by its label, or its slot.");
        requireSaid(key != null || keyId != null, "a key is named by its label, or its key-id.");
        try {
            HexFormat.of().parseHex(keyId == null ? "" : keyId);
        } catch (IllegalArgumentException other) {
            throw new KeyUnusable("the key-id " + keyId + " is not in hex.", other);
        }
    }

    private static void requireSaid(boolean said, String otherwise) {
        if (!said) {
            throw new KeyUnusable(otherwise);
        }
    }

    /**
     * The key and the certificates of it that are in the token, up to the root where that is there
     * too.
     *
     * @param algorithm that it has to be of: Ed25519 or EC
     * @throws KeyUnusable where there is no such library, token or key, or more than one; where the
     *     PIN is not taken; or the key is of another kind or does not sign
     */
    public HeldKey open(String algorithm) {
        var held = OPENED.computeIfAbsent(this, _ -> TokenKey.open(this, algorithm));
        if (!held.key().getAlgorithm().equals(algorithm)) {
            throw new KeyUnusable("%s is not of %s.".formatted(this, algorithm));
        }
        if (held.key() instanceof TokenKey key) {
            key.requireThere();
        }
        return held;
    }

    /** As {@code the key "log" of the token "lekha"}. */
    @Override
    public String toString() {
        return "the key %s of %s".formatted(keyName(), tokenName());
    }

    String keyName() {
        return key != null ? '"' + key + '"' : "with the key-id " + keyId;
    }

    String tokenName() {
        return token != null ? "the token \"" + token + '"' : "the token in slot " + slot;
    }

    boolean isIn(Slot one) {
        return (token == null || token.equals(one.label()))
                && (slot == null || Objects.equals(slot, one.id()));
    }
}
