package dev.lekha.crypto.token;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.token.Session.Wanted;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A private key found in a session that may use it. One thread at a time. */
record OpenKey(Session session, long handle, TokenAlgorithm algorithm, PublicKey publicKey) {
    static final long CKA_CLASS = 0x00;
    static final long CKA_VALUE = 0x11;
    private static final long CKA_LABEL = 0x03;
    private static final long CKA_KEY_TYPE = 0x100;
    private static final long CKA_ID = 0x102;
    private static final long CKA_EC_PARAMS = 0x180;
    private static final long CKA_EC_POINT = 0x181;
    private static final long CKO_PUBLIC_KEY = 2;
    private static final long CKO_PRIVATE_KEY = 3;

    /**
     * @throws KeyUnusable where there is none, it is of another kind, or the PIN is not taken
     */
    static OpenKey open(KeyInToken at, TokenAlgorithm algorithm) {
        var library = Cryptoki.of(at.library());
        try {
            var slot = slot(at, library);
            var session = Session.open(library, slot.id());
            try {
                Pin.tell(session, slot, at);
                long handle = one(session.find(wanted(at)), "private keys", at);
                requireOf(session, handle, algorithm, at);
                var publicKey = publicKey(session, handle, algorithm, at);
                return new OpenKey(session, handle, algorithm, publicKey);
            } catch (RuntimeException failed) {
                session.close();
                throw failed;
            }
        } catch (CryptokiFailure failed) {
            throw new KeyUnusable(at + " is not there: " + failed.getMessage() + ".", failed);
        } catch (Malformed other) {
            throw new KeyUnusable(at + " has " + other.finding() + ".", other);
        }
    }

    private static Slot slot(KeyInToken at, Cryptoki library) {
        var all = Slot.all(library);
        var fitting = all.stream().filter(at::isIn).toList();
        if (fitting.size() != 1) {
            throw new KeyUnusable(
                    "%s is there %d times, not once; %s shows %s."
                            .formatted(at.tokenName(), fitting.size(), at.library(), all));
        }
        return fitting.getFirst();
    }

    private static List<Wanted> wanted(KeyInToken at) {
        var wanted = new ArrayList<>(List.of(Wanted.of(CKA_CLASS, CKO_PRIVATE_KEY)));
        if (at.key() != null) {
            wanted.add(new Wanted(CKA_LABEL, at.key().getBytes(StandardCharsets.UTF_8)));
        }
        if (at.keyId() != null) {
            wanted.add(new Wanted(CKA_ID, HexFormat.of().parseHex(at.keyId())));
        }
        return wanted;
    }

    private static long one(List<Long> found, String what, KeyInToken at) {
        if (found.size() != 1) {
            throw new KeyUnusable("%s has %d %s, not one.".formatted(at, found.size(), what));
        }
        return found.getFirst();
    }

    private static void requireOf(
            Session session, long handle, TokenAlgorithm algorithm, KeyInToken at) {
        var kind = Wanted.of(CKA_KEY_TYPE, algorithm.keyType()).value();
        if (session.attribute(handle, CKA_KEY_TYPE)
                .filter(is -> Arrays.equals(is, kind))
                .isEmpty()) {
            throw new KeyUnusable("%s is not of %s.".formatted(at, algorithm.algorithm()));
        }
    }

    /** Of the object beside it: of the same id, or where it has none, of the same label. */
    private static PublicKey publicKey(
            Session session, long handle, TokenAlgorithm algorithm, KeyInToken at) {
        var id = attribute(session, handle, CKA_ID);
        var same =
                id.length > 0
                        ? new Wanted(CKA_ID, id)
                        : new Wanted(CKA_LABEL, attribute(session, handle, CKA_LABEL));
        var beside =
                one(
                        session.find(
                                List.of(
                                        Wanted.of(CKA_CLASS, CKO_PUBLIC_KEY),
                                        Wanted.of(CKA_KEY_TYPE, algorithm.keyType()),
                                        same)),
                        "public keys",
                        at);
        return algorithm.publicKey(
                attribute(session, beside, CKA_EC_PARAMS),
                attribute(session, beside, CKA_EC_POINT));
    }

    private static byte[] attribute(Session session, long object, long type) {
        return session.attribute(object, type).orElse(new byte[0]);
    }

    /**
     * @return as the token writes it
     * @throws CryptokiFailure where it does not sign
     */
    byte[] sign(byte[] input) {
        return session.sign(algorithm.mechanism(), handle, input);
    }

    void close() {
        session.close();
    }
}
