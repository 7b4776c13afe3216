package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which large log, and where it lies. */
final class LargeLog {
    @Option(
            names = "--events",
            defaultValue = "10000000",
            description = "In the log, a multiple of ten (default: ${DEFAULT-VALUE}).")
    private long events = 10_000_000;

    @Option(
            names = "--body",
            defaultValue = "" + Reports.USUAL_BODY,
            description = "Bytes of JSON of each event (default: ${DEFAULT-VALUE}).")
    private int body = Reports.USUAL_BODY;

    @Option(
            names = "--folder",
            description =
                    "Where the log is kept from one run to the next; without it, it is made anew"
                            + " and deleted.")
    private String kept = "";

    private String temporary = "";

    /** A folder of its own where none was given. */
    void chooseFolder() throws IOException {
        if (kept.isEmpty()) {
            temporary = LoopbackPlatform.newFolder().toString();
        }
        Files.createDirectories(folder());
    }

    /** Takes the folder away where it was not meant to stay. */
    void leave() {
        if (!temporary.isEmpty()) {
            LoopbackPlatform.delete(Path.of(temporary));
        }
    }

    /** One for each kind of log, since what is in one is of no use to another. */
    Path folder() {
        return Path.of(temporary + kept, events + "-events-of-" + body);
    }

    long events() {
        return events;
    }

    ScatteredLog content() {
        return new ScatteredLog(events, new Reports(body));
    }

    /** What tells another JVM the same. */
    List<String> arguments() {
        return List.of(
                "--events", Long.toString(events),
                "--body", Integer.toString(body),
                "--folder", temporary + kept);
    }
}
