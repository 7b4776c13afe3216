package dev.lekha.crypto.witness;

import dev.lekha.crypto.note.Note;
import java.util.Optional;

/** What a witness has cosigned last, for each log. */
public interface WitnessStates {
    /** With the signatures of the log and of the witness under it. */
    Optional<Note> latest(String origin);

    /**
     * Puts the next one in the place of the expected one, as one step for all processes, and
     * returns when it will survive a loss of power.
     *
     * @param expected empty where there is none yet
     * @return false, having changed nothing, where another one stands there
     */
    boolean replace(String origin, Optional<Note> expected, Note next);
}
