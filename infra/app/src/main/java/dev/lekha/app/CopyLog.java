package dev.lekha.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lekha log copy}: moves a log between stores. */
@Command(
        name = "copy",
        description = {
            "Copies the log of one store into another, and compares every leaf of both.",
            "The source may be in use, the target not. Run again, it copies what has come since."
        },
        mixinStandardHelpOptions = true)
final class CopyLog implements Callable<Integer> {
    private static final String STORE = "FOLDER|mongodb://HOST/DATABASE";
    private static final String SERVER = "mongodb";

    @Option(
            names = "--from",
            paramLabel = STORE,
            required = true,
            description = "The store to read.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = STORE,
            required = true,
            description = "The store to fill, made where it is missing.")
    private String to = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() {
        var line = spec.commandLine();
        var progress = new SlowWork(line.getErr(), "copied and compared");
        try (var source = toRead(from);
                var target = toFill(to)) {
            var done = new LogCopy(source, target, progress::events).run();
            DestroyedKeys.copy(source.subjectKeys(), target.subjectKeys(), target.reader());
            var out = line.getOut();
            out.printf(
                    "%d events are copied; both logs end at position %d and their leaves are equal.%n",
                    done.events(), done.head());
            if (!done.leafHash().isEmpty()) {
                out.printf("leaf hash of the last: %s%n", done.leafHash());
            }
            out.flush();
        }
        return 0;
    }

    private static Store toRead(String place) {
        return place.startsWith(SERVER)
                ? StoreOnServer.openReadOnly(place)
                : StoreInFolder.openReadOnly(Path.of(place));
    }

    private static Store toFill(String place) {
        var events = Discovery.events();
        var commits = new CommitMeters(new SimpleMeterRegistry());
        return place.startsWith(SERVER)
                ? StoreOnServer.open(place, events, Clock.systemUTC(), commits)
                : StoreInFolder.open(Path.of(place), events, Clock.systemUTC(), commits);
    }
}
