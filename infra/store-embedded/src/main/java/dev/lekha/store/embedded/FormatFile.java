package dev.lekha.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code format} of a data folder: its kind and the version of its format, in one line.
 *
 * @param folder that it stands in
 */
record FormatFile(Path folder) {
    private static final String KIND = "lekha-data";

    /** Of a folder that a copy is being put into. */
    private static final String UNFINISHED = "lekha-unfinished-copy";

    private Path file() {
        return folder.resolve("format");
    }

    boolean exists() {
        return Files.exists(file());
    }

    /**
     * Writes it where it is missing.
     *
     * @throws FolderUnusable where it says anything else
     */
    void require(int version) throws IOException {
        if (!exists()) {
            write(version);
        }
        var words = Files.readString(file()).strip().split(" ", -1);
        if (words[0].equals(UNFINISHED)) {
            throw new FolderUnusable(
                    "The folder %s holds a copy that was not finished. Make it again: a backup by the same command, a restore into an empty folder."
                            .formatted(folder));
        }
        if (words.length != 2 || !words[0].equals(KIND) || !words[1].matches("[0-9]{1,6}")) {
            throw new FolderUnusable(file() + " is not the format file of a data folder.");
        }
        requireVersion(words[1], version);
    }

    private void requireVersion(String found, int version) {
        if (Integer.parseInt(found) < version) {
            throw new FolderUnusable(
                    "The data folder %s was written by an older Lekha (data format %s; this one knows %d). Convert it once: lekha migrate --data %s"
                            .formatted(folder, found, version, folder));
        }
        if (Integer.parseInt(found) > version) {
            throw new FolderUnusable(
                    "The data folder %s was written by a newer Lekha (data format %s; this one knows %d). Use that one."
                            .formatted(folder, found, version));
        }
    }

    /** As {@link #require}, but for a copy that is still to be finished, or begins now. */
    void requireOrBegin(int version) throws IOException {
        if (!exists()) {
            write(UNFINISHED, version);
        } else if (!Files.readString(file()).startsWith(UNFINISHED)) {
            require(version);
        }
    }

    /** From now on it is a data folder of this version, and all files in it have their names. */
    void write(int version) throws IOException {
        write(KIND, version);
    }

    private void write(String kind, int version) throws IOException {
        var unfinished = folder.resolve("format.tmp");
        Files.writeString(unfinished, kind + ' ' + version + '\n');
        force(unfinished, StandardOpenOption.WRITE);
        Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
        force(folder, StandardOpenOption.READ);
    }

    /** Makes durable what is in a file, or which names are in a folder. */
    static void force(Path path, StandardOpenOption opened) throws IOException {
        try (var file = FileChannel.open(path, opened)) {
            file.force(true);
        }
    }
}
