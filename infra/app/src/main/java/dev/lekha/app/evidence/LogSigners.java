package dev.lekha.app.evidence;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Who signs the checkpoints of one log. */
record LogSigners(String origin, List<SignerKey> keys) {
    LogSigners {
        keys = List.copyOf(keys);
    }

    static LogSigners of(EvidenceSettings settings) {
        return new LogSigners(
                settings.origin(), new KeyFolder(settings.keys()).log(settings.origin()));
    }

    Note sign(TreeHead head, Instant at) {
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
        var verified = new KnownKeys(keys.stream().map(SignerKey::key).toList()).verify(note);
        if (verified.size() < keys.size()) {
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
