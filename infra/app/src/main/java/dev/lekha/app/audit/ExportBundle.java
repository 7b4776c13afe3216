package dev.lekha.app.audit;

import dev.lekha.app.FolderCommand;
import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code lekha audit export}: evidence for a range of the log, to be verified anywhere. */
@Command(
        name = "export",
        description = {
            "Writes a bundle that proves a range of the log offline.",
            "Reads what the platform has published into the data folder; it may be running."
        },
        mixinStandardHelpOptions = true)
final class ExportBundle extends FolderCommand {
    /** A zip without extensions reaches no further. */
    private static final long MOST_BYTES = 0xFFFF_FFFFL;

    private static final long NEWEST = -1;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "1",
            description = "The first event (default: ${DEFAULT-VALUE}).")
    private long from = 1;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            defaultValue = "-1",
            showDefaultValue = Visibility.NEVER,
            description = "The last event (default: the last that is published).")
    private long to = NEWEST;

    @Option(
            names = "--connect",
            paramLabel = "SIZE",
            description = {
                "Proves too that a checkpoint of that size, which an auditor holds,",
                "is of the same history; may be given more than once."
            })
    private List<Long> connect = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The new zip.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already.");
        }
        var export = new BundleExport(new EvidenceFolder(folder()), new Bodies(folder()));
        long last = to == NEWEST ? export.size() : to;
        var unfinished = file.resolveSibling(EvidenceFolder.name(file) + ".unfinished");
        Files.deleteIfExists(unfinished);
        try {
            var progress = progress("exported");
            long bodies =
                    export.write(unfinished, from, last, new TreeSet<>(connect), progress::events);
            requireSize(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            out().printf(
                            "%s: positions %d to %d under the checkpoint of size %d; large bodies: %d.%n",
                            file, from, last, export.size(), bodies);
            out().flush();
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return 0;
    }

    private static void requireSize(Path bundle) throws IOException {
        if (Files.size(bundle) > MOST_BYTES) {
            throw new Refused(
                    Refused.Kind.TOO_LARGE,
                    "range-too-long",
                    "A bundle holds at most 4 GiB; export the range in several.");
        }
    }
}
