package dev.lekha.app.audit;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.archive.ArchiveDigest;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lekha audit archive renew}: before the last token's certificate ends. */
@Command(
        name = "renew",
        description = {
            "Has the last token of each record stamped; with --digest, a new hash tree.",
            "What a record proved before, it goes on proving."
        },
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class RenewArchive implements Callable<Integer> {
    @Mixin private ArchivedFiles files = new ArchivedFiles();

    @Option(
            names = "--digest",
            description = {
                "Renews the hash tree by this digest, before the one of the record falls:",
                "${COMPLETION-CANDIDATES}. It reads the bundle again."
            })
    private @Nullable ArchiveDigest digest;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        files.stamped(records -> {
            for (var bundle : files.bundles()) {
                var old = ArchivedFiles.readRecord(bundle);
                var renewed =
                        digest == null
                                ? records.renewTimeStamp(old)
                                : records.renewHashTree(old, bundle, digest);
                DurableFile.ON_DISK.write(ArchivedFiles.record(bundle), renewed);
                spec.commandLine().getOut().println(ArchivedFiles.record(bundle));
            }
        });
        spec.commandLine().getOut().flush();
        return 0;
    }
}
