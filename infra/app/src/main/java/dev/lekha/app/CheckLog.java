package dev.lekha.app;

import dev.lekha.kernel.Json;
import dev.lekha.store.embedded.DataFolder;
import dev.lekha.store.embedded.FolderUnusable;
import dev.lekha.store.segment.LogCheck;
import dev.lekha.store.segment.LogReport;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lekha log check}: verifies the log, beside a running platform or without one. */
@Command(
        name = "check",
        description = "Verifies every event, the chain over all of them, and the index.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is whole",
            "1:events are damaged or missing",
            "2:all events are whole; an index or the tail mark is damaged",
            "3:the log cannot be read at all",
            "64:the command line cannot be understood"
        },
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class CheckLog extends FolderCommand {
    private static final int UNREADABLE = 3;

    @Option(names = "--json", description = "Prints one JSON object instead.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            var log = DataFolder.findLog(folder());
            var report = LogCheck.run(log, progress("checked"));
            print(report);
            return LogReportText.exitCode(report);
        } catch (IOException | FolderUnusable unreadable) {
            if (json) {
                var why = Map.of("verdict", "unreadable", "reason", unreadable.toString());
                out().println(Json.MAPPER.writeValueAsString(why));
                out().flush();
            }
            err().println("lekha: the log cannot be read: " + unreadable.getMessage());
            return UNREADABLE;
        }
    }

    private void print(LogReport report) {
        var out = out();
        if (json) {
            LogReportText.printJson(report, out);
        } else {
            LogReportText.print(report, out);
        }
    }
}
