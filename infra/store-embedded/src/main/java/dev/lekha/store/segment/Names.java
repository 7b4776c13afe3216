package dev.lekha.store.segment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the files of a log are: in its folder, and sealed segments in archive folders too, which
 * the file {@code archives} names, one in a line.
 *
 * @param folder of the log
 */
record Names(Path folder) {
    private static final String ARCHIVES = "archives";
    private static final Pattern SIDECAR = Pattern.compile("(0\\d{18})-(0\\d{18})\\.idx");
    private static final String UNFINISHED = ".tmp";

    Path tail() {
        return folder.resolve("tail");
    }

    Path spare() {
        return folder.resolve("spare" + UNFINISHED);
    }

    Path segment(long first) {
        return folder.resolve(Segment.name(first));
    }

    Path sidecar(long first, long last) {
        return folder.resolve(Sidecar.name(first, last));
    }

    /** In the order of their positions; one that is still in the folder hides its archived copy. */
    List<Path> segments() throws IOException {
        var found = new ArrayList<Path>(list(folder, Segment.SUFFIX));
        for (var archive : archives()) {
            for (var path : list(archive, Segment.SUFFIX)) {
                if (found.stream().noneMatch(one -> one.getFileName().equals(path.getFileName()))) {
                    found.add(path);
                }
            }
        }
        found.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return found;
    }

    List<Path> sidecars() throws IOException {
        return list(folder, Sidecar.SUFFIX);
    }

    /** The positions that a sidecar covers by its name; none where it is not named as one. */
    static Optional<LogReport.Range> covered(Path path) {
        var name = SIDECAR.matcher(path.getFileName().toString());
        return name.matches()
                ? Optional.of(
                        new LogReport.Range(
                                Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                : Optional.empty();
    }

    /** What was being written when its process died. */
    List<Path> unfinished() throws IOException {
        return list(folder, UNFINISHED);
    }

    List<Path> archives() throws IOException {
        var list = folder.resolve(ARCHIVES);
        return Files.exists(list)
                ? Files.readAllLines(list).stream()
                        .filter(line -> !line.isBlank())
                        .map(folder::resolve)
                        .toList()
                : List.of();
    }

    void addArchive(Path archive) throws IOException {
        var known = new ArrayList<>(archives().stream().map(Path::toString).toList());
        if (!known.contains(archive.toString())) {
            known.add(archive.toString());
            var unfinished = folder.resolve(ARCHIVES + ".tmp");
            Files.write(unfinished, known);
            Disk.force(unfinished);
            Files.move(unfinished, folder.resolve(ARCHIVES), StandardCopyOption.ATOMIC_MOVE);
            Disk.forceNames(unfinished);
        }
    }

    private static List<Path> list(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
