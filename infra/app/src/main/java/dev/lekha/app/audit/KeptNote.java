package dev.lekha.app.audit;

import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
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
        try {
            var note = Note.parse(Files.readAllBytes(file));
            Checkpoint.parse(note.text());
            return Optional.of(note);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Rejected damaged) {
            throw new UncheckedIOException(
                    "%s does not hold a checkpoint: %s".formatted(file, damaged.finding()),
                    new IOException(damaged));
        }
    }

    /** Returns when it will survive a loss of power. */
    void replace(Note note) {
        var beside = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            // Whatever a crash left there is overwritten.
            try (var out =
                    FileChannel.open(
                            beside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                for (var rest = ByteBuffer.wrap(note.bytes()); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
