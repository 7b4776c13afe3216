package dev.lekha.app;

import dev.lekha.store.embedded.Migration;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lekha migrate}: converts a data folder of the format before, once. */
@Command(
        name = "migrate",
        description = {
            "Converts a data folder of format 1, whose log is a SQLite file. The platform is stopped.",
            "Views and tokens stay; the old log is kept under another name."
        },
        mixinStandardHelpOptions = true)
final class Migrate implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = spec.commandLine();
        var progress = new SlowWork(line.getErr(), "converted");
        long events = Migration.run(data.folder(), progress::events);
        line.getOut()
                .printf(
                        "%d events are converted and compared. The old log is kept as %s.%n",
                        events, data.folder().resolve("log.db.format-1"));
        line.getOut().flush();
        return 0;
    }
}
