package dev.lekha.app;

import dev.lekha.store.embedded.FolderBackup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lekha backup}: copies the data folder, beside a running platform or without one. */
@Command(
        name = "backup",
        description = {
            "Copies all that was acknowledged when it began; the platform may run.",
            "Into the same folder again it copies only what has come since."
        },
        mixinStandardHelpOptions = true)
final class Backup implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where the backup goes: new, empty, or an earlier backup.")
    private Path to = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = spec.commandLine();
        var done = FolderBackup.make(data.folder(), to, new SlowWork(line.getErr(), "copied"));
        line.getOut()
                .printf(
                        "%s holds the log up to position %d (segments copied: %d, there before: %d).%n",
                        to, done.head(), done.copied(), done.kept());
        line.getOut().println("chain " + done.chain());
        line.getOut().flush();
        return 0;
    }
}
