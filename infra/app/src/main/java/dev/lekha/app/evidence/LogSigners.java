package dev.lekha.app.evidence;

import static dev.lekha.app.keys.RotationFiles.LOG;

import dev.lekha.app.keys.PendingKeys;
import dev.lekha.app.keys.RotationFiles;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who signs the checkpoints of one log.
 *
 * @param from the least size that these keys sign, being the position of their rotation
 * @param before the keys of the checkpoints of lesser sizes
 */
record LogSigners(String origin, List<SignerKey> keys, long from, List<VerifierKey> before) {
    static final String HALF_DONE =
            "a rotation of keys is half done; lekha keys rotate --apply ends it";

    LogSigners {
        keys = List.copyOf(keys);
        before = List.copyOf(before);
    }

    LogSigners(String origin, List<SignerKey> keys) {
        this(origin, keys, 0, List.of());
    }

    /**
     * @throws Invalid where a rotation is half done, or the keys are not those of the last one
     */
    static LogSigners of(EvidenceSettings settings) {
        var keys = settings.keyFolder().log(settings.origin());
        var pending = new PendingKeys(settings.keys());
        if (pending.isApplying()) {
            throw new Invalid(HALF_DONE);
        }
        var rotations = new RotationFiles(settings.folder());
        var shown = keys.stream().<NamedKey>map(SignerKey::key).toList();
        return rotations
                .requireInForce(LOG, shown)
                .map(last ->
                        new LogSigners(
                                settings.origin(),
                                keys,
                                last.position(),
                                last.statement().oldKeys()))
                .orElseGet(() -> new LogSigners(settings.origin(), keys));
    }

    /**
     * @throws Invalid where the head does not cover the rotation to these keys
     */
    Note sign(TreeHead head, Instant at) {
        if (head.size() < from) {
            throw new Invalid("these keys sign nothing before position " + from);
        }
        var text = new Checkpoint(origin, head).text();
        return new Note(text, keys.stream().map(key -> key.sign(text, at)).toList());
    }

    /**
     * @throws Invalid unless these keys have signed it, for this origin
     */
    TreeHead verify(byte[] bytes) {
        var note = Note.parse(bytes);
        var checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new Invalid(
                    "the folder holds the log %s, not %s".formatted(checkpoint.origin(), origin));
        }
        var wanted =
                checkpoint.head().size() < from
                        ? before
                        : keys.stream().map(SignerKey::key).toList();
        var verified = new KnownKeys(wanted).verify(note);
        if (verified.size() < wanted.size()) {
            throw new Invalid("the newest checkpoint is not signed by all keys of this log");
        }
        return checkpoint.head();
    }

    /**
     * What an auditor trusts, as c2sp.org/tlog-policy writes it.
     *
     * @param witnesses the lines of who cosigns
     */
    byte[] policy(String witnesses) {
        return keys.stream()
                .map(key -> "log " + key.key() + "\n")
                .collect(Collectors.joining("", "", witnesses))
                .getBytes(StandardCharsets.UTF_8);
    }
}
