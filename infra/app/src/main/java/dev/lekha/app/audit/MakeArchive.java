package dev.lekha.app.audit;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.archive.ArchiveDigest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lekha audit archive make}: one token over all of the bundles, a record for each. */
@Command(
        name = "make",
        description = "Has bundles stamped together; a record is never overwritten.",
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class MakeArchive implements Callable<Integer> {
    @Mixin private ArchivedFiles files = new ArchivedFiles();

    @Option(
            names = "--digest",
            defaultValue = "SHA256",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ArchiveDigest digest = ArchiveDigest.SHA256;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        files.requireNone();
        files.stamped(records -> {
            var made = records.make(files.bundles(), digest);
            for (int i = 0; i < made.size(); i++) {
                var file = ArchivedFiles.record(files.bundles().get(i));
                DurableFile.ON_DISK.write(file, made.get(i));
                spec.commandLine().getOut().println(file);
            }
        });
        spec.commandLine().getOut().flush();
        return 0;
    }
}
