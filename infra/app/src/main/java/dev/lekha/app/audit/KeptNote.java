package dev.lekha.app.audit;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A checkpoint in a file of its own: there wholly or not at all, whatever the moment of a crash.
 * One writer at a time.
 */
record KeptNote(Path file) {
    /**
     * @throws UncheckedIOException where the file holds something else: to go on as if there were
     *     none would be to forget what was seen
     */
    Optional<Note> read() {
        return DurableFile.read(file).map(this::parse);
    }

    private Note parse(byte[] bytes) {
        try {
            var note = Note.parse(bytes);
            Checkpoint.parse(note.text());
            return note;
        } catch (Rejected damaged) {
            throw new UncheckedIOException(
                    "%s does not hold a checkpoint: %s".formatted(file, damaged.finding()),
                    new IOException(damaged));
        }
    }

    /** Returns when it will survive a loss of power. */
    void replace(Note note) {
        DurableFile.ON_DISK.write(file, note.bytes());
    }
}
