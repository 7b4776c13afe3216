package dev.lekha.crypto.key;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.time.TimeStampKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The key files of one data folder, each made when it is first asked for. Only the process that
 * holds the data folder may ask.
 */
public final class KeyFolder {
    /** Both names of it that the JCA knows. */
    private static final Set<String> EC = Set.of("EC", "ECDSA");

    private final Path folder;
    private final Map<KeyRole, HeldKey> elsewhere;

    /**
     * @param folder for its owner alone
     */
    public KeyFolder(Path folder) {
        this(folder, Map.of());
    }

    /**
     * @param elsewhere keys that were made elsewhere; for their roles the folder is not asked
     */
    public KeyFolder(Path folder, Map<KeyRole, HeldKey> elsewhere) {
        this.folder = folder;
        this.elsewhere = Map.copyOf(elsewhere);
    }

    /** The signers of the log's checkpoints: Ed25519, then ML-DSA-44. */
    public List<SignerKey> log(String origin) {
        return List.of(
                signer(origin, SignatureType.ED25519, KeyRole.LOG),
                signer(origin, SignatureType.COSIGNATURE_ML_DSA_44, KeyRole.LOG_ML_DSA));
    }

    /** The signers of a witness: Ed25519, then ML-DSA-44. */
    public List<SignerKey> witness(String name) {
        return List.of(
                signer(name, SignatureType.COSIGNATURE_ED25519, KeyRole.WITNESS),
                signer(name, SignatureType.COSIGNATURE_ML_DSA_44, KeyRole.WITNESS_ML_DSA));
    }

    /** The key of the platform's own statements, for Ed25519. */
    public HeldKey seal() {
        return plain(KeyRole.SEAL);
    }

    /**
     * @param name of the authority, where its key is made now
     * @param years for which its certificate is good, where it is made now
     */
    public TimeStampKey timeStamping(String name, Instant now, int years) {
        var given = elsewhere.get(KeyRole.TIME_STAMPING);
        if (given != null) {
            return authority(given, "the given key");
        }
        var file = folder.resolve(KeyRole.TIME_STAMPING.file());
        if (!Files.exists(file)) {
            var made = TimeStampKey.make(name, now, years);
            KeyFile.create(file, new HeldKey(made.key(), made.chain()));
        }
        return authority(KeyFile.read(file), file.toString());
    }

    private static TimeStampKey authority(HeldKey held, String where) {
        if (held.chain().isEmpty()) {
            throw new KeyUnusable(where + " holds no certificate.");
        }
        if (!EC.contains(held.key().getAlgorithm())) {
            throw new KeyUnusable(where + " is of " + held.key().getAlgorithm() + ", not of EC.");
        }
        return new TimeStampKey(held.key(), held.chain());
    }

    private SignerKey signer(String name, SignatureType type, KeyRole role) {
        return SignerKey.of(name, type, plain(role).key());
    }

    private HeldKey plain(KeyRole role) {
        var given = elsewhere.get(role);
        if (given != null) {
            return given;
        }
        var file = folder.resolve(role.file());
        if (!Files.exists(file)) {
            KeyFile.create(file, make(role.algorithm()));
        }
        return KeyFile.read(file);
    }

    private static HeldKey make(String algorithm) {
        try {
            var keys = KeyPairGenerator.getInstance(algorithm, Bouncy.CASTLE).generateKeyPair();
            return new HeldKey(keys.getPrivate(), List.of());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(algorithm, missing);
        }
    }
}
