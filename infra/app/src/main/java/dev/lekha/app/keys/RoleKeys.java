package dev.lekha.app.keys;

import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyRole;
import dev.lekha.crypto.note.CertificateKey;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureLine;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.time.TimeStampQuery;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The roles whose keys a log tells of. A witness has no such log: {@link WitnessKeys}. */
public enum RoleKeys {
    log(RotationFiles.LOG, KeyRole.LOG, KeyRole.LOG_ML_DSA) {
        @Override
        Signing in(KeyFolder folder, String origin) {
            return plain(folder.log(origin));
        }
    },
    seal(RotationFiles.SEAL, KeyRole.SEAL) {
        @Override
        Signing in(KeyFolder folder, String origin) {
            var key = folder.seal().key();
            return plain(List.of(SignerKey.of(origin + "/seal", SignatureType.ED25519, key)));
        }
    },
    timeStamping(RotationFiles.TIME, KeyRole.TIME_STAMPING) {
        @Override
        Signing in(KeyFolder folder, String origin) {
            return stamping(timeStamping(folder, Instant.now()), origin);
        }
    };

    /** Keys of one role, and how the first of them signs a statement. */
    record Signing(List<NamedKey> keys, By by) {
        SignatureLine sign(String text) {
            return by.sign(text);
        }
    }

    /** Signs a text with the first key of a role. */
    @FunctionalInterface
    interface By {
        SignatureLine sign(String text);
    }

    private static final int YEARS = 10;
    private static final int NONCE_BITS = 64;

    private final String label;
    private final List<KeyRole> files;

    RoleKeys(String label, KeyRole... files) {
        this.label = label;
        this.files = List.of(files);
    }

    List<KeyRole> files() {
        return files;
    }

    /** As statements, events and the command line name it. */
    @Override
    public String toString() {
        return label;
    }

    /** The keys of that folder, made where there are none. */
    abstract Signing in(KeyFolder folder, String origin);

    /** What statements about this role name of that folder. */
    public List<NamedKey> keysIn(KeyFolder folder, String origin) {
        return in(folder, origin).keys();
    }

    /** Whether a key that was made elsewhere can be one of this role's. */
    public boolean isOf(KeyRole key) {
        return files.contains(key);
    }

    /** That of the platform's own authority, made where there is none. */
    public static TimeStampKey timeStamping(KeyFolder folder, Instant now) {
        return folder.timeStamping("Lekha time-stamping", now, YEARS);
    }

    /** Under which name statements about that log's time-stamping show a certificate. */
    public static NamedKey shown(TimeStampKey key, String origin) {
        return named(key, origin);
    }

    private static CertificateKey named(TimeStampKey key, String origin) {
        return CertificateKey.of(origin + "/" + RotationFiles.TIME, key.chain().getFirst());
    }

    private static Signing plain(List<SignerKey> keys) {
        return new Signing(
                keys.stream().<NamedKey>map(SignerKey::key).toList(),
                text -> keys.getFirst().sign(text, Instant.EPOCH));
    }

    private static Signing stamping(TimeStampKey key, String origin) {
        var named = named(key, origin);
        return new Signing(List.of(named), text -> named.line(stamp(key, text)));
    }

    /** What counts is who has signed, so nobody vouches for the clock. */
    private static byte[] stamp(TimeStampKey key, String text) {
        var authority =
                new TimeStampAuthority(
                        key,
                        "2.999.1",
                        Duration.ofSeconds(1),
                        () -> Optional.of(Duration.ZERO),
                        InstantSource.system());
        var nonce = new BigInteger(NONCE_BITS, new SecureRandom());
        var query = new TimeStampQuery(text.getBytes(StandardCharsets.UTF_8), nonce);
        var answer = authority.answer(query.der());
        query.requireGranted(answer);
        return answer;
    }

    /** Names the log of a data folder, after its newest checkpoint. */
    static String origin(Path data) throws IOException {
        var file = data.resolve("evidence").resolve("checkpoint");
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + " is not there; nothing is published yet.");
        }
        return Checkpoint.parse(Note.parse(Files.readAllBytes(file)).text()).origin();
    }
}
