package dev.lekha.app;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Projection;
import dev.lekha.projection.Views;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code lekha replay}: makes every view anew from the log, beside the live ones, and compares the
 * digests of their rows at the position at which each live view stands. Changes nothing; the
 * platform may run meanwhile.
 */
@Command(
        name = "replay",
        description = "Rebuilds every view from the log and compares it with the live one.")
final class Replay implements Callable<Integer> {
    private static final int BATCH = 1_000;
    private static final int DIFFERENT = 1;

    /** A view, as it is live and as it is being made anew. */
    private record Rebuilt(Views.Digest live, Projecting<?> anew) {}

    @Option(
            names = "--data",
            defaultValue = "data",
            description = "The data folder (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--store",
            defaultValue = "",
            paramLabel = "mongodb://HOST/DATABASE",
            description = "The database, where the platform keeps its log in one.")
    private String store = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var scratch = Files.createTempDirectory("lekha-replay");
        try (var live =
                        store.isEmpty()
                                ? StoreInFolder.openReadOnly(data)
                                : StoreOnServer.openReadOnly(store);
                var anew =
                        EmbeddedStore.open(
                                scratch,
                                () -> {
                                    throw new IllegalStateException("a replay appends nothing");
                                },
                                Clock.systemUTC(),
                                CommitObserver.NONE)) {
            return compare(live, anew) ? 0 : DIFFERENT;
        } finally {
            FileSystemUtils.deleteRecursively(scratch);
        }
    }

    private boolean compare(Store live, EmbeddedStore anew) {
        var views = new LinkedHashMap<String, Rebuilt>();
        for (var projection : Discovery.projections()) {
            var schema = Projecting.schemaOf(projection);
            live.views().declare(schema);
            var name = schema.name();
            views.put(
                    name,
                    new Rebuilt(live.views().digest(name), projecting(projection, anew.views())));
        }
        replay(live.reader(), views);
        var out = spec.commandLine().getOut();
        out.printf("%-20s %12s %12s  %s%n", "view", "position", "rows", "digest");
        var equal = true;
        for (var view : views.entrySet()) {
            equal &=
                    report(
                            view.getKey(),
                            view.getValue().live,
                            anew.views().digest(view.getKey()),
                            out);
        }
        out.println(equal ? "Every view equals its replay." : "Not every view equals its replay.");
        out.flush();
        return equal;
    }

    private static void replay(Log log, Map<String, Rebuilt> views) {
        var catalogue = Discovery.events();
        var last = views.values().stream().mapToLong(view -> view.live.position()).max().orElse(0);
        var batch = new ArrayList<Fact>(BATCH);
        try (var cursor = log.after(0, Log.Filter.ALL)) {
            for (var position = 0L; position < last; position = batch.getLast().position()) {
                batch.clear();
                while (batch.size() < BATCH && position + batch.size() < last) {
                    batch.add(
                            Facts.of(
                                    cursor.next(Duration.ZERO)
                                            .orElseThrow(() ->
                                                    new IllegalStateException(
                                                            "the log ends before position "
                                                                    + last
                                                                    + ", which a view reflects")),
                                    catalogue));
                }
                views.values().forEach(view -> follow(view, batch));
            }
        }
    }

    private static void follow(Rebuilt view, List<Fact> batch) {
        var due = batch.stream().filter(fact -> fact.position() <= view.live.position()).toList();
        if (!due.isEmpty()) {
            view.anew.follow(due);
        }
    }

    private static boolean report(
            String name, Views.Digest live, Views.Digest anew, PrintWriter out) {
        var equal = live.equals(anew);
        out.printf(
                "%-20s %12d %12d  %s %s%n",
                name, live.position(), live.rows(), live.sha256(), equal ? "equal" : "DIFFERENT");
        if (!equal) {
            out.printf(
                    "%-20s %12d %12d  %s%n",
                    "  from the log", anew.position(), anew.rows(), anew.sha256());
        }
        return equal;
    }

    private static <R extends Record> Projecting<R> projecting(
            Projection<R> projection, Views views) {
        return new Projecting<>(projection, views, _ -> {});
    }
}
