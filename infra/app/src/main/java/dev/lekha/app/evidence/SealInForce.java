package dev.lekha.app.evidence;

import dev.lekha.app.keys.PendingKeys;
import dev.lekha.app.keys.RotationFiles;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.evidence.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's seal, read anew once its key was rotated beside running processes. */
final class SealInForce {
    private static final Logger LOG = LoggerFactory.getLogger(SealInForce.class);
    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

    private final EvidenceSettings settings;
    private final RotationFiles rotations;
    private final LongSupplier nanos;
    private @Nullable Seal seal;
    private List<Long> known;
    private long looked;

    SealInForce(EvidenceSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.rotations = new RotationFiles(settings.folder());
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
        this.known = rotations.positions(RotationFiles.SEAL);
        this.seal = open();
    }

    /** Nothing while the key at hand is not the one in force. */
    Optional<CoseSign1> seal(Receipt receipt) {
        return Optional.ofNullable(current()).map(now -> now.seal(receipt));
    }

    private synchronized @Nullable Seal current() {
        long now = nanos.getAsLong();
        if (now - looked >= BETWEEN_LOOKS) {
            looked = now;
            var rotated = rotations.positions(RotationFiles.SEAL);
            boolean moving = new PendingKeys(settings.keys()).isApplying();
            if (!moving && !rotated.equals(known)) {
                reopen(rotated);
            }
        }
        return seal;
    }

    private void reopen(List<Long> rotated) {
        try {
            seal = open();
            known = rotated;
        } catch (Invalid other) {
            if (seal != null) {
                LOG.warn("no receipts are given: {}; change it and start again", other.finding());
            }
            seal = null;
        }
    }

    /**
     * @throws Invalid where the key at hand is not the one in force
     */
    private Seal open() {
        Held.makePrivate(settings.folder());
        Held.makePrivate(settings.keys());
        var key = settings.keyFolder().seal().key();
        var name = settings.origin() + "/" + RotationFiles.SEAL;
        List<NamedKey> shown = List.of(SignerKey.of(name, SignatureType.ED25519, key).key());
        rotations.requireInForce(RotationFiles.SEAL, shown);
        return Seal.of(settings);
    }
}
