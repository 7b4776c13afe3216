package dev.lekha.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command over one data folder; tells on the error stream how far slow work has come. */
public abstract class FolderCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "data",
            description = "The data folder (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("data");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    protected final Path folder() {
        return folder;
    }

    /** To say what is wrong with it. */
    protected final CommandLine commandLine() {
        return spec.commandLine();
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /**
     * @param done what is done to each event or byte, in the past tense
     */
    protected final SlowWork progress(String done) {
        return new SlowWork(err(), done);
    }
}
