package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.query.NodeSearch;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.axonframework.conversion.PassThroughConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long it takes to find nodes by what they can do, and members of groups: of the views in a
 * data folder, without HTTP, by one caller.
 */
@Command(
        name = "discovery",
        description = "Pages of nodes by condition, checks and lists of members, of many nodes.")
final class DiscoveryRate implements Callable<Integer> {
    private static final double LIMIT_MILLIS = 50;
    private static final double MIB = 1 << 20;
    private static final int PAGE = 50;
    private static final int WHOLE_GROUP = 10_000;

    @Option(
            names = "--nodes",
            defaultValue = "20000",
            description = "With ten capabilities each (default: ${DEFAULT-VALUE}).")
    private int nodes = 20_000;

    @Option(
            names = "--groups",
            defaultValue = "200",
            description = "In which they are; the first has 10,000 (default: ${DEFAULT-VALUE}).")
    private int groups = 200;

    @Option(
            names = "--queries",
            defaultValue = "2000",
            description = "Of each kind (default: ${DEFAULT-VALUE}).")
    private int queries = 2_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of chance.")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Map<String, Object> figures = new TreeMap<>();

    @Override
    public Integer call() {
        var folder = LoopbackPlatform.newFolder();
        try (var store =
                EmbeddedStore.open(
                        folder,
                        () -> PassThroughConverter.INSTANCE,
                        Clock.systemUTC(),
                        CommitObserver.NONE)) {
            var began = System.nanoTime();
            new ManyNodes(nodes, groups, new Random(seed)).fill(store.views());
            figures.put("seconds to fill", Samples.short4((System.nanoTime() - began) / 1e9));
            figures.put("nodes", nodes);
            figures.put("groups", groups);
            var p99 = measure(store.views());
            System.gc();
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            figures.put("heap after collection MiB", Samples.short4(heap / MIB));
            new Finding(
                            "discovery",
                            figures,
                            Map.of(
                                    "slowest kind of page p99 to the limit of 50 ms",
                                    Samples.short4(p99 / LIMIT_MILLIS)),
                            "50 ms, for a page of 50 nodes")
                    .print(spec.commandLine().getOut());
        } finally {
            LoopbackPlatform.delete(folder);
        }
        return 0;
    }

    private double measure(Views views) {
        var search = new NodeSearch(views);
        var slowest = 0.0;
        var random = new Random(seed);
        for (var kind : ManyNodes.CONDITIONS.entrySet()) {
            var found = new long[1];
            var p99 =
                    time(
                            kind.getKey(),
                            () -> {
                                var where = Predicate.parse(kind.getValue().apply(random, groups));
                                found[0] += search.page(where, "", PAGE).rows().size();
                            });
            figures.put(
                    kind.getKey() + ": nodes a page",
                    Samples.short4(1.0 * found[0] / (queries + warmUp(queries))));
            slowest = Math.max(slowest, p99);
        }
        time("membership check", () -> member(views, random.nextInt(nodes)));
        time("10,000 members", Math.min(queries, 20), () -> list(views));
        return slowest;
    }

    private double time(String what, Runnable one) {
        return time(what, queries, one);
    }

    private double time(String what, int times, Runnable one) {
        for (var warm = 0; warm < warmUp(times); warm++) {
            one.run();
        }
        var nanos = new Histogram(3);
        for (var at = 0; at < times; at++) {
            var began = System.nanoTime();
            one.run();
            nanos.recordValue(System.nanoTime() - began);
        }
        figures.put(what + " p50 ms", millis(nanos, 50));
        figures.put(what + " p99 ms", millis(nanos, 99));
        return nanos.getValueAtPercentile(99) / 1e6;
    }

    private static int warmUp(int times) {
        return Math.min(times, 200);
    }

    private static Object millis(Histogram nanos, double percentile) {
        return Samples.short4(nanos.getValueAtPercentile(percentile) / 1e6);
    }

    private void member(Views views, int node) {
        var pair = ManyNodes.group(node, groups) + "~node:" + ManyNodes.node(node);
        if (page(views, "pairNow", pair, 1).rows().size() != 1) {
            throw new IllegalStateException(pair + " is not found");
        }
    }

    private void list(Views views) {
        var rows = page(views, "groupNow", "group-0", WHOLE_GROUP).rows().size();
        if (rows != Math.min(nodes, WHOLE_GROUP)) {
            throw new IllegalStateException("group-0 has " + rows + " members");
        }
    }

    private static Views.Page page(Views views, String field, String value, int limit) {
        var filter = new Views.Filter(field, Comparison.EQUAL, value);
        return views.page("memberships", new Views.Query(List.of(filter), "", false, "", limit));
    }
}
