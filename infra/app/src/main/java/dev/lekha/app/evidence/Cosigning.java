package dev.lekha.app.evidence;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TileReader;
import java.util.Optional;

/** Has a checkpoint cosigned before it is published. */
@FunctionalInterface
interface Cosigning {
    /** Of a log that asks no witnesses. */
    Cosigning NONE = (signed, _) -> Optional.of(signed);

    /**
     * @param tree of the checkpoint
     * @return the checkpoint with cosignatures; empty where there are too few
     */
    Optional<Note> cosigned(Note signed, TileReader tree);
}
