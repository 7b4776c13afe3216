package dev.lekha.app;

import dev.lekha.store.embedded.Migration;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code lekha migrate}: converts a data folder of the format before, once. */
@Command(
        name = "migrate",
        description = {
            "Converts a data folder of format 1, whose log is a SQLite file. The platform is stopped.",
            "Views and tokens stay; the old log is kept under another name."
        },
        mixinStandardHelpOptions = true)
final class Migrate extends FolderCommand {
    @Override
    public Integer call() throws IOException {
        var progress = progress("converted");
        long events = Migration.run(folder(), progress::events);
        out().printf(
                        "%d events are converted and compared. The old log is kept as %s.%n",
                        events, folder().resolve("log.db.format-1"));
        out().flush();
        return 0;
    }
}
