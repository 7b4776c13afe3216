package dev.lekha.app;

import dev.lekha.app.audit.AuditCommand;
import dev.lekha.app.audit.WitnessCommand;
import dev.lekha.app.demo.Demo;
import dev.lekha.app.keys.KeysCommand;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Refused;
import dev.lekha.store.embedded.FolderUnusable;
import dev.lekha.store.mongo.StoreUnusable;
import dev.lekha.store.segment.LogDamaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "lekha",
        description = "An IoT platform whose every fact can be proven.",
        subcommands = {
            Up.class,
            Replay.class,
            Backup.class,
            Restore.class,
            LogCommand.class,
            AuditCommand.class,
            WitnessCommand.class,
            KeysCommand.class,
            Migrate.class,
            Demo.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Lekha {
    private static final int FAILED = 1;

    private Lekha() {}

    /**
     * What the user can mend is told in a line; what is broken in us, with all that helps to find
     * it.
     */
    static CommandLine commandLine() {
        return new CommandLine(new Lekha())
                .setExecutionExceptionHandler((failure, line, _) -> {
                    line.getErr().println("lekha: " + sentence(failure));
                    return FAILED;
                });
    }

    private static String sentence(Exception failure) throws Exception {
        return switch (failure) {
            // Of a file that is not there or not allowed the message names the file alone.
            case FileSystemException file ->
                    file.getClass().getSimpleName() + ": " + file.getMessage();
            case Refused _,
                    IOException _,
                    UncheckedIOException _,
                    FolderUnusable _,
                    StoreUnusable _,
                    KeyUnusable _,
                    Rejected _,
                    LogDamaged _ ->
                    String.valueOf(failure.getMessage());
            default -> throw failure;
        };
    }

    public static void main(String[] arguments) {
        PlainLogging.use();
        var code = commandLine().execute(arguments);
        if (code != Up.RUNNING) {
            System.exit(code);
        }
    }
}
