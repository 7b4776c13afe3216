package dev.lekha.crypto.token;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.DistantKey;
import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyUnusable;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A private key that signs in its token. For any number of threads, one after the other. */
@SuppressWarnings("serial") // it refuses to be written
final class TokenKey implements DistantKey {
    private static final long serialVersionUID = 1;

    private final KeyInToken at;
    private final TokenAlgorithm algorithm;
    private final PublicKey publicKey;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable OpenKey open;

    private TokenKey(KeyInToken at, OpenKey open) {
        this.at = at;
        this.algorithm = open.algorithm();
        this.publicKey = open.publicKey();
        this.open = open;
    }

    /**
     * @throws KeyUnusable where it does not sign, or its public key is that of another
     */
    static HeldKey open(KeyInToken at, String algorithm) {
        var open = OpenKey.open(at, TokenAlgorithm.named(algorithm));
        var key = new TokenKey(at, open);
        try {
            key.requirePair();
            return new HeldKey(key, TokenChain.of(open, at));
        } catch (CryptokiFailure failed) {
            key.leave();
            throw key.unusable(failed);
        } catch (RuntimeException failed) {
            key.leave();
            throw failed;
        }
    }

    /** Where the public key beside it were another's, nobody could verify what it signs. */
    private void requirePair() {
        var message = "a first signature".getBytes(StandardCharsets.US_ASCII);
        try {
            var verifier = Signature.getInstance(algorithm.signatures(), Bouncy.CASTLE);
            verifier.initVerify(publicKey);
            verifier.update(message);
            if (!verifier.verify(sign(message))) {
                throw new KeyUnusable("the public key beside " + at + " is not its own.");
            }
        } catch (GeneralSecurityException other) {
            throw new KeyUnusable("the public key beside " + at + " is not its own.", other);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        turn.lock();
        try {
            return algorithm.signature(signed(algorithm.input(message)));
        } catch (IOException impossible) {
            throw new IllegalStateException("two numbers in DER", impossible);
        } finally {
            turn.unlock();
        }
    }

    /** A session may have ended since, by itself or with the token: then once more in a new one. */
    private byte[] signed(byte[] input) {
        var now = open;
        if (now == null) {
            return anew(input);
        }
        try {
            return now.sign(input);
        } catch (CryptokiFailure ended) {
            leave();
            try {
                return anew(input);
            } catch (KeyUnusable failed) {
                failed.addSuppressed(ended);
                throw failed;
            }
        }
    }

    private byte[] anew(byte[] input) {
        try {
            return reopened().sign(input);
        } catch (CryptokiFailure failed) {
            leave();
            throw unusable(failed);
        }
    }

    private OpenKey reopened() {
        var next = OpenKey.open(at, algorithm);
        if (!next.publicKey().equals(publicKey)) {
            next.close();
            throw new KeyUnusable(at + " is another one than when this process began.");
        }
        open = next;
        return next;
    }

    /**
     * Opens it anew where a signature failed since.
     *
     * @throws KeyUnusable where it is gone
     */
    void requireThere() {
        turn.lock();
        try {
            if (open == null) {
                reopened();
            }
        } finally {
            turn.unlock();
        }
    }

    private KeyUnusable unusable(CryptokiFailure failed) {
        return new KeyUnusable(at + " does not sign: " + failed.getMessage() + ".", failed);
    }

    private void leave() {
        var now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public String getAlgorithm() {
        return algorithm.algorithm();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        throw new NotSerializableException("a key that never leaves its token");
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
