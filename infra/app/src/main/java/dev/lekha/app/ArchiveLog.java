package dev.lekha.app;

import dev.lekha.store.embedded.DataFolder;
import dev.lekha.store.segment.LogArchive;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lekha log archive}: moves old segments to another folder, from which they are read. */
@Command(
        name = "archive",
        description = {
            "Moves sealed segments to another folder, beside a running platform or without one.",
            "They are read from there; the folder must stay where it is."
        },
        mixinStandardHelpOptions = true)
final class ArchiveLog extends FolderCommand {
    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where they go; made where it is missing.")
    private Path to = Path.of("");

    @Option(
            names = "--before",
            paramLabel = "POSITION",
            required = true,
            description = "Only segments whose events all lie before this position.")
    private long before;

    @Override
    public Integer call() throws IOException {
        var progress = progress("archived");
        var done = LogArchive.run(DataFolder.findLog(folder()), to, before, progress);
        out().println(
                        done.moved() == 0
                                ? "No segment was moved: none is sealed, indexed and before that position."
                                : "Segments moved: %d (%d bytes), to %s. The last position in them is %d."
                                        .formatted(done.moved(), done.bytes(), to, done.last()));
        out().flush();
        return 0;
    }
}
