package dev.lekha.crypto.subject;

import dev.lekha.crypto.Invalid;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that wraps those of all subjects. A wrapped key reads: eight bytes derived from the
 * master key, by which the right one is known, and the subject's key as AES-256-GCM seals it, bound
 * to the subject.
 */
public final class MasterKey {
    private static final String USE = "lekha subject key 1";
    private static final int ID = 8;

    private final SecretKey256 key;
    private final SecretKey material;
    private final byte[] id;

    MasterKey(byte[] bytes) {
        this.key = new SecretKey256(bytes);
        this.material = new SecretKeySpec(bytes, "Generic");
        this.id = Arrays.copyOf(MasterKeyFile.fingerprint(bytes), ID);
    }

    /** A new key for the subject, wrapped. */
    public byte[] makeWrapped(String subject) {
        var sealed = key.seal(SecretKey256.random(), bound(subject));
        var wrapped = Arrays.copyOf(id, ID + sealed.length);
        System.arraycopy(sealed, 0, wrapped, ID, sealed.length);
        return wrapped;
    }

    /**
     * A secret that nobody can tell without this key, and of which nothing can be told from others
     * (HKDF-SHA256, RFC 5869): 32 bytes, the same for the same use.
     */
    public byte[] derive(String... use) {
        try {
            var asked =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(material)
                            .thenExpand(SubjectKey.bytes(List.of(use)), SecretKey256.BYTES);
            return KDF.getInstance("HKDF-SHA256", "SunJCE").deriveData(asked);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HKDF-SHA256", missing);
        }
    }

    /** Whether it is this master key that has wrapped it. */
    public boolean hasWrapped(byte[] wrapped) {
        return wrapped.length > ID && Arrays.equals(id, 0, ID, wrapped, 0, ID);
    }

    /**
     * @throws Invalid where this is not what this key has wrapped for the subject
     */
    public SubjectKey unwrap(String subject, byte[] wrapped) {
        if (!hasWrapped(wrapped)) {
            throw new Invalid("another master key has wrapped it");
        }
        var sealed = Arrays.copyOfRange(wrapped, ID, wrapped.length);
        return new SubjectKey(key.open(sealed, bound(subject)));
    }

    private static byte[] bound(String subject) {
        return SubjectKey.bytes(List.of(USE, subject));
    }
}
