package dev.lekha.app;

import dev.lekha.store.embedded.FolderBackup;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lekha backup}: copies the data folder, beside a running platform or without one. */
@Command(
        name = "backup",
        description = {
            "Copies all that was acknowledged when it began; the platform may run.",
            "Into the same folder again it copies only what has come since."
        },
        mixinStandardHelpOptions = true)
final class Backup extends FolderCommand {
    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where the backup goes: new, empty, or an earlier backup.")
    private Path to = Path.of("");

    @Override
    public Integer call() throws IOException {
        var done = FolderBackup.make(folder(), to, progress("copied"));
        out().printf(
                        "%s holds the log up to position %d (segments copied: %d, there before: %d).%n",
                        to, done.head(), done.copied(), done.kept());
        out().println("chain " + done.chain());
        out().flush();
        return 0;
    }
}
