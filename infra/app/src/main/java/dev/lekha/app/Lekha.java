package dev.lekha.app;

import dev.lekha.app.demo.Demo;
import dev.lekha.kernel.Refused;
import dev.lekha.store.embedded.FolderUnusable;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "lekha",
        description = "An IoT platform whose every fact can be proven.",
        subcommands = {Up.class, Replay.class, Demo.class, CommandLine.HelpCommand.class},
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
                    if (failure instanceof Refused
                            || failure instanceof UncheckedIOException
                            || failure instanceof FolderUnusable) {
                        line.getErr().println("lekha: " + failure.getMessage());
                        return FAILED;
                    }
                    throw failure;
                });
    }

    public static void main(String[] arguments) {
        PlainLogging.use();
        var code = commandLine().execute(arguments);
        if (code != Up.RUNNING) {
            System.exit(code);
        }
    }
}
