package dev.lekha.app.audit;

import dev.lekha.app.FolderCommand;
import dev.lekha.app.SlowWork;
import dev.lekha.crypto.bundle.Selection;
import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

    @ArgGroup private @Nullable Selected selected;

    /** Instead of a range. */
    static final class Selected {
        @Option(
                names = "--entity",
                paramLabel = "TAG",
                description = {
                    "Only the events with this tag, as node=pump-1, wherever they stand.",
                    "Such a bundle does not prove that none is missing between them."
                })
        private @Nullable String tag;

        @Option(names = "--event", paramLabel = "ID", description = "Only the event of this id.")
        private @Nullable String id;
    }

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The new zip.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already.");
        }
        var export = new BundleExport(new EvidenceFolder(folder()), new Bodies(folder()));
        var unfinished = file.resolveSibling(EvidenceFolder.name(file) + ".unfinished");
        Files.deleteIfExists(unfinished);
        try {
            var progress = progress("exported");
            var what =
                    selected == null
                            ? range(export, unfinished, progress)
                            : selection(export, unfinished, progress, selected);
            requireSize(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            out().printf("%s: %s.%n", file, what);
            out().flush();
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return 0;
    }

    private String range(BundleExport export, Path to, SlowWork progress) throws IOException {
        long last = this.to == NEWEST ? export.size() : this.to;
        long bodies = export.write(to, from, last, new TreeSet<>(connect), progress::events);
        return "positions %d to %d under the checkpoint of size %d; large bodies: %d"
                .formatted(from, last, export.size(), bodies);
    }

    private String selection(BundleExport export, Path to, SlowWork progress, Selected selected)
            throws IOException {
        if (from != 1 || this.to != NEWEST) {
            throw new ParameterException(
                    commandLine(), "--from and --to are of ranges, not of a selection.");
        }
        var by = selected.tag == null ? "id" : "tag";
        var value = selected.tag == null ? String.valueOf(selected.id) : selected.tag;
        var all = new SelectedPositions(folder());
        long size = export.size();
        var positions = selected.tag == null ? all.ofId(value, size) : all.ofTag(value, size);
        long bodies =
                export.write(
                        to,
                        new Selection(by, value, size),
                        positions,
                        new TreeSet<>(connect),
                        progress::events);
        return "%d events of %s under the checkpoint of size %d; large bodies: %d; that none is missing is not proven"
                .formatted(positions.size(), value, size, bodies);
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
