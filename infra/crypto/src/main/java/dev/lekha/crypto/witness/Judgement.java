package dev.lekha.crypto.witness;

import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import java.util.List;

/**
 * A checkpoint that its log has signed, and who else vouches for it.
 *
 * @param witnesses the cosignatures of known witnesses, one for each
 */
public record Judgement(
        Checkpoint checkpoint, List<KnownKeys.Verified> witnesses, Standing standing) {
    /** Against the quorum of the policy. */
    public enum Standing {
        /** The policy asks for witnesses, and enough of them have cosigned. */
        WITNESSED,
        /** The policy asks for no witnesses. */
        NOT_ASKED,
        /** The policy asks for more witnesses. */
        UNWITNESSED
    }

    public boolean isWitnessed() {
        return standing == Standing.WITNESSED;
    }

    /** Whether the policy takes it. */
    public boolean meetsQuorum() {
        return standing != Standing.UNWITNESSED;
    }
}
