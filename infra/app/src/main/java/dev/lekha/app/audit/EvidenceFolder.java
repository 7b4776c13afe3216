package dev.lekha.app.audit;

import dev.lekha.app.keys.RotationFiles;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.PrunedTiles;
import dev.lekha.crypto.tiles.Tiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a platform has published, as it lies in {@code evidence/} of its data folder: {@code
 * checkpoint}, {@code checkpoints/<size>}, {@code tile/…}, {@code
 * timestamp/<size>/<authority>.tsr}, and beside them what auditors may want to read. Only read
 * here.
 */
final class EvidenceFolder {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern TRUST =
            Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}\\.(pem|policy)");
    private static final Pattern TOKEN = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}\\.tsr");

    private final Path folder;

    /**
     * @throws NoSuchFileException where nothing was ever published there
     */
    EvidenceFolder(Path data) throws NoSuchFileException {
        folder = data.resolve("evidence");
        if (!Files.exists(folder.resolve("checkpoint"))) {
            throw new NoSuchFileException(folder + " holds no checkpoint; nothing is published.");
        }
    }

    Tiles tiles() {
        return new PrunedTiles(folder);
    }

    Note newest() throws IOException {
        return Note.parse(Files.readAllBytes(folder.resolve("checkpoint")));
    }

    Note checkpoint(long size) throws IOException {
        return Note.parse(Files.readAllBytes(checkpointFile(size)));
    }

    private Path checkpointFile(long size) {
        return folder.resolve("checkpoints").resolve(Long.toString(size));
    }

    /** Sizes of the checkpoints that have a time stamp. */
    NavigableSet<Long> stampedSizes() throws IOException {
        var sizes = new TreeSet<Long>();
        for (var one : files(folder.resolve("timestamp"), SIZE)) {
            long size = Long.parseLong(name(one));
            if (Files.exists(checkpointFile(size)) && !tokens(size).isEmpty()) {
                sizes.add(size);
            }
        }
        return sizes;
    }

    /** Answers of time-stamp authorities over the bytes of the checkpoint of that size. */
    List<Path> tokens(long size) throws IOException {
        return files(folder.resolve("timestamp").resolve(Long.toString(size)), TOKEN);
    }

    /** Certificates and policies that the platform publishes. */
    List<Path> trustMaterial() throws IOException {
        return files(folder, TRUST);
    }

    /** Positions at which the keys changed that sign and stamp checkpoints. */
    List<Long> rotations() throws IOException {
        var files = new RotationFiles(folder);
        var all = new ArrayList<>(files.positions(RotationFiles.LOG));
        all.addAll(files.positions(RotationFiles.TIME));
        return all.stream().sorted().toList();
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** In the order of their names; none where there is no such folder. */
    private static List<Path> files(Path within, Pattern names) throws IOException {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(within)) {
            DirectoryStream.Filter<Path> wanted = file -> names.matcher(name(file)).matches();
            try (var found = Files.newDirectoryStream(within, wanted)) {
                found.forEach(files::add);
            }
        }
        return files.stream().sorted().toList();
    }
}
