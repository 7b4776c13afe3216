package dev.lekha.bench.drill;

import dev.lekha.app.Lekha;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The platform's own command line in a process of the site. */
@Command(name = "drill-platform", hidden = true, description = "Runs a command of the platform.")
public final class PlatformChild implements Callable<Integer> {
    @Unmatched private final List<String> arguments = new ArrayList<>();

    /** A command that fails or is done ends the process; one that runs on, runs until told. */
    @Override
    public Integer call() throws IOException {
        Lekha.main(arguments.toArray(String[]::new));
        Lifeline.awaitEnd();
        return 0;
    }
}
