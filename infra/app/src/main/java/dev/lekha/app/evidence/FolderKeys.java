package dev.lekha.app.evidence;

import dev.lekha.app.keys.RotationFiles;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.key.KeyHistory;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.Policy;
import java.nio.file.Path;
import java.util.List;

/**
 * Who signed the checkpoints of a folder, by what stands in it for auditors.
 *
 * @param now the log's keys in the policy
 * @param history of those keys, where they were rotated
 */
record FolderKeys(List<VerifierKey> now, KeyHistory history) {
    static final String POLICY = "log.policy";

    /**
     * @throws Invalid where there is no policy, or a rotation does not continue the one before
     */
    static FolderKeys in(Path folder) {
        var policy =
                DurableFile.read(folder.resolve(POLICY))
                        .map(Policy::parse)
                        .orElseThrow(() -> new Invalid(POLICY + " is missing"));
        return new FolderKeys(
                policy.logs().stream().map(Policy.Party::key).toList(),
                KeyHistory.of(new RotationFiles(folder).statements(RotationFiles.LOG)));
    }

    /**
     * @param size that it is kept as
     * @throws Invalid unless all keys of that size have signed it
     */
    TreeHead verify(long size, byte[] checkpoint) {
        try {
            var note = Note.parse(checkpoint);
            var wanted = history.isEmpty() ? now : history.at(size);
            if (new KnownKeys(wanted).verifyIfAny(note).size() < wanted.size()) {
                throw new Invalid("it is not signed by all keys of this log");
            }
            return Checkpoint.parse(note.text()).head();
        } catch (Rejected rejected) {
            throw new Invalid("the checkpoint of %d: %s".formatted(size, rejected.finding()));
        }
    }
}
