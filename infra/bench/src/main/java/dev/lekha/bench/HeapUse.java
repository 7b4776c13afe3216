package dev.lekha.bench;

import dev.lekha.app.demo.Api;
import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Whether the platform runs in a small heap with many nodes: in a JVM of its own that has no more.
 */
@Command(name = "heap", description = "The heap that many nodes take, in a JVM that has 512 MiB.")
final class HeapUse implements Callable<Integer> {
    private static final double MIB = 1 << 20;

    @Option(
            names = "--nodes",
            defaultValue = "100000",
            description = "Registered (default: ${DEFAULT-VALUE}).")
    private int nodes = 100_000;

    @Option(
            names = "--heap",
            defaultValue = "512",
            description = "MiB (default: ${DEFAULT-VALUE}).")
    private int heap = 512;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var options =
                List.of(
                        "-Xmx" + heap + "m",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError");
        try (var platform =
                new ChildJvm(options, "heap-filled", "--nodes", Integer.toString(nodes))) {
            var last = "";
            for (var line = platform.hear(); line.isPresent(); line = platform.hear()) {
                last = line.get();
            }
            if (platform.ended() != 0) {
                throw new IllegalStateException("the platform does not run in " + heap + " MiB");
            }
            var figures = new TreeMap<String, Object>(Json.MAPPER.readValue(last, Map.class));
            var used = Double.parseDouble(String.valueOf(figures.get("heap after collection MiB")));
            new Finding(
                            "heap",
                            figures,
                            Map.of(
                                    "heap after collection to the limit",
                                    Samples.short4(used / heap)),
                            "-Xmx" + heap + "m")
                    .print(spec.commandLine().getOut());
        }
        return 0;
    }

    /** The platform in that JVM: takes the nodes in, hears of some, and is looked at. */
    @Command(
            name = "heap-filled",
            hidden = true,
            description = "Fills a platform and says what heap it takes.")
    static final class Filled implements Callable<Integer> {
        private static final int ONE_REPORTS_OF = 10;

        @Option(names = "--nodes", required = true, description = "Registered.")
        private int nodes;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by the command line before it calls
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var figures = new TreeMap<String, Object>();
            try (var platform = LoopbackPlatform.temporary();
                    var http = HttpClient.newHttpClient()) {
                var began = System.nanoTime();
                var residents = new Residents(platform.part(Commands.class));
                residents.register(nodes);
                var seconds = (System.nanoTime() - began) / 1e9;
                Residents.each(
                        nodes / ONE_REPORTS_OF,
                        number -> residents.report(number * ONE_REPORTS_OF, "first", number));
                new Rest(platform).await();
                figures.put("nodes", nodes);
                figures.put("registrations/s", Samples.short4(nodes / seconds));
                figures.put("seconds of collections", Samples.short4(collecting() / 1e3));
                figures.put("heap after collection MiB", Samples.short4(collected() / MIB));
                figures.put(
                        "ms to answer a query",
                        serves(new Api(http, platform.http(), platform.operatorKey())));
            }
            spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(figures));
            spec.commandLine().getOut().flush();
            return 0;
        }

        /** A command and a query of what it did, or an exception. */
        private Object serves(Api api) throws IOException, InterruptedException {
            var node = Load.node(nodes / 2);
            var began = System.nanoTime();
            var position =
                    api.send(
                            "registration/UpdateRegistration",
                            Map.of("node", node, "address", "coap://moved"));
            var row = api.await("/api/views/nodes/" + node + "?min-position=" + position);
            if (!row.path("address").stringValue().equals("coap://moved")) {
                throw new IllegalStateException("the platform does not serve: " + row);
            }
            return Samples.short4((System.nanoTime() - began) / 1e6);
        }

        private static long collecting() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(collector -> collector.getCollectionTime())
                    .sum();
        }

        private static double collected() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }
}
