package dev.lekha.app;

import dev.lekha.projection.Views;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.embedded.FolderBackup;
import dev.lekha.store.segment.CommitObserver;
import dev.lekha.store.segment.LogReport.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lekha restore}: makes a data folder of a backup, and proves it. */
@Command(
        name = "restore",
        description = {
            "Makes a new data folder of a backup, checks its log and builds every view from it.",
            "Exit code 0: all is whole and every view is built."
        },
        mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            required = true,
            description = "A folder that \"lekha backup\" has written.")
    private Path from = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "The data folder, new or empty.")
    private Path data = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = spec.commandLine();
        var report = FolderBackup.restore(from, data, new SlowWork(line.getErr(), "restored"));
        LogReportText.print(report, line.getOut());
        boolean proven = report.verdict() != Verdict.DAMAGED && viewsReach(report.head());
        line.getOut()
                .println(
                        proven
                                ? "Every view is built from the log."
                                : "The folder is not what it should be; do not use it.");
        line.getOut().flush();
        return proven ? 0 : FAILED;
    }

    private boolean viewsReach(long head) {
        try (var store =
                EmbeddedStore.open(
                        data,
                        () -> {
                            throw new IllegalStateException("a restore appends nothing");
                        },
                        Clock.systemUTC(),
                        CommitObserver.NONE)) {
            var progress = new SlowWork(spec.commandLine().getErr(), "replayed");
            var digests = BuiltViews.build(store, progress::events);
            print(digests);
            // The backup may have been made between the word and the deed.
            int destroyed = DestroyedKeys.destroy(store.reader(), store.subjectKeys());
            line("Keys of erased subjects destroyed: " + destroyed + ".");
            return digests.values().stream().allMatch(digest -> digest.position() == head);
        }
    }

    private void line(String text) {
        spec.commandLine().getOut().println(text);
    }

    private void print(Map<String, Views.Digest> views) {
        var out = spec.commandLine().getOut();
        out.printf("%-20s %12s %12s  %s%n", "view", "position", "rows", "digest");
        views.forEach((view, digest) ->
                out.printf(
                        "%-20s %12d %12d  %s%n",
                        view, digest.position(), digest.rows(), digest.sha256()));
        out.flush();
    }
}
