package dev.lekha.crypto.witness;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.NoteSigner;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.ProofCheck;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.WitnessAnswer.Behind;
import dev.lekha.crypto.witness.WitnessAnswer.Cosigned;
import dev.lekha.crypto.witness.WitnessAnswer.Declined;
import dev.lekha.crypto.witness.WitnessAnswer.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cosigns the checkpoints of logs it knows, as long as they only grow. For any number of threads.
 */
public final class Witness {
    private final Map<String, KnownKeys> logs;
    private final List<NoteSigner> signers;
    private final WitnessStates states;
    private final InstantSource clock;

    /**
     * @param logs the keys of each log, by its origin
     * @param signers of the timed types, all of which cosign
     */
    public Witness(
            Map<String, KnownKeys> logs,
            List<NoteSigner> signers,
            WitnessStates states,
            InstantSource clock) {
        this.logs = Map.copyOf(logs);
        this.signers = List.copyOf(signers);
        this.states = states;
        this.clock = clock;
        if (signers.isEmpty() || !signers.stream().allMatch(s -> s.key().type().isTimed())) {
            throw new IllegalArgumentException("a witness signs with keys of the timed types");
        }
    }

    /**
     * @param body of a request to {@code add-checkpoint}
     */
    public WitnessAnswer addCheckpoint(byte[] body) {
        try {
            var request = AddCheckpoint.parse(body);
            return answer(request, Checkpoint.parse(request.checkpoint().text()));
        } catch (Malformed malformed) {
            return new Declined(Reason.MALFORMED, malformed.finding());
        }
    }

    private WitnessAnswer answer(AddCheckpoint request, Checkpoint checkpoint) {
        var keys = logs.get(checkpoint.origin());
        if (keys == null) {
            return new Declined(Reason.UNKNOWN_LOG, "This log is not known here.");
        }
        List<KnownKeys.Verified> signatures;
        try {
            signatures = keys.verify(request.checkpoint());
        } catch (Invalid notSigned) {
            return new Declined(Reason.NOT_SIGNED, notSigned.finding());
        }
        var lines = signatures.stream().map(KnownKeys.Verified::line).toList();
        var signed = new Note(checkpoint.text(), lines);
        return request.oldSize() > checkpoint.head().size()
                ? new Declined(Reason.MALFORMED, "The old size is above that of the checkpoint.")
                : compare(request, checkpoint, signed);
    }

    private WitnessAnswer compare(AddCheckpoint request, Checkpoint checkpoint, Note signed) {
        var latest = states.latest(checkpoint.origin());
        var seen = head(latest);
        if (request.oldSize() != seen.size()) {
            return new Behind(seen.size());
        }
        try {
            requireGrown(seen, checkpoint.head(), request.proof());
        } catch (Invalid inconsistent) {
            return new Declined(Reason.INCONSISTENT, inconsistent.finding());
        }
        var at = clock.instant();
        var cosignatures = signers.stream().map(s -> s.sign(signed.text(), at)).toList();
        return states.replace(checkpoint.origin(), latest, signed.with(cosignatures))
                ? new Cosigned(cosignatures)
                : new Behind(head(states.latest(checkpoint.origin())).size());
    }

    private static TreeHead head(Optional<Note> latest) {
        return latest.map(note -> Checkpoint.parse(note.text()).head()).orElse(TreeHead.EMPTY);
    }

    private static void requireGrown(TreeHead seen, TreeHead head, List<Hash> proof) {
        if (head.size() == 0 && !head.root().equals(Hash.EMPTY)) {
            throw new Invalid("a root of an empty tree that is not its root");
        }
        if (seen.size() > 0) {
            ProofCheck.consistency(seen, head, proof);
        } else if (!proof.isEmpty()) {
            throw new Invalid("from the empty tree there is nothing to prove");
        }
    }
}
