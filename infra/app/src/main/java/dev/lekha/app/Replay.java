package dev.lekha.app;

import static java.util.Objects.requireNonNull;

import dev.lekha.kernel.Log;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private static final int DIFFERENT = 1;

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
        try (var live =
                        store.isEmpty()
                                ? StoreInFolder.openReadOnly(data)
                                : StoreOnServer.openReadOnly(store);
                var cursor = live.reader().after(0, Log.Filter.ALL);
                var anew = new Rebuild(new StoredEvents(cursor))) {
            return compare(digests(live.views()), anew) ? 0 : DIFFERENT;
        }
    }

    /** Of every view as it is live, by name. */
    private static Map<String, Views.Digest> digests(Views live) {
        var digests = new LinkedHashMap<String, Views.Digest>();
        for (var projection : Discovery.projections()) {
            var schema = Projecting.schemaOf(projection);
            live.declare(schema);
            digests.put(schema.name(), live.digest(schema.name()));
        }
        return digests;
    }

    private boolean compare(Map<String, Views.Digest> live, Rebuild anew) throws IOException {
        var replayed = new HashMap<String, Views.Digest>();
        for (var view : inTheOrderOfPositions(live)) {
            var rows = anew.to(view.getValue().position()).views();
            replayed.put(view.getKey(), rows.digest(view.getKey()));
        }
        var out = spec.commandLine().getOut();
        out.printf("%-20s %12s %12s  %s%n", "view", "position", "rows", "digest");
        var equal = true;
        for (var view : live.entrySet()) {
            var made = requireNonNull(replayed.get(view.getKey()));
            equal &= report(view.getKey(), view.getValue(), made, out);
        }
        out.println(equal ? "Every view equals its replay." : "Not every view equals its replay.");
        out.flush();
        return equal;
    }

    /** A rebuild goes forward only. */
    private static List<Map.Entry<String, Views.Digest>> inTheOrderOfPositions(
            Map<String, Views.Digest> live) {
        return live.entrySet().stream()
                .sorted(Comparator.comparingLong(view -> view.getValue().position()))
                .toList();
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
}
