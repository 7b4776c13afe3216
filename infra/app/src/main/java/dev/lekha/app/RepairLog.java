package dev.lekha.app;

import dev.lekha.store.embedded.DataFolder;
import dev.lekha.store.segment.LogCheck;
import dev.lekha.store.segment.LogRepair;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lekha log repair}: takes what is damaged or missing from a backup. */
@Command(
        name = "repair",
        description = {
            "Replaces damaged and missing segments by those of a backup. The platform is stopped.",
            "Ends with a check, whose exit code it gives."
        },
        mixinStandardHelpOptions = true)
final class RepairLog extends FolderCommand {
    @Option(
            names = "--from-backup",
            paramLabel = "FOLDER",
            required = true,
            description = "A folder that \"lekha backup\" has written.")
    private Path backup = Path.of("");

    @Override
    public Integer call() throws IOException {
        var progress = progress("checked");
        var log = DataFolder.findLog(folder());
        try (var _ = DataFolder.hold(folder())) {
            print(LogRepair.run(log, DataFolder.findLog(backup), progress));
            var report = LogCheck.run(log, progress);
            LogReportText.print(report, out());
            return LogReportText.exitCode(report);
        }
    }

    private void print(LogRepair.Done done) {
        var out = out();
        if (done.mended().isEmpty()) {
            out.println("There was nothing to take from the backup.");
        }
        for (var range : done.mended()) {
            out.printf("positions %d to %d are those of the backup%n", range.first(), range.last());
        }
        for (var kept : done.kept()) {
            out.println("the damaged file is kept as " + kept);
        }
    }
}
