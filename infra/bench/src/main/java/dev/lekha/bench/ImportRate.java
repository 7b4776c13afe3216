package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** How long an import takes from the first byte sent to the last row decided, over HTTP. */
@Command(name = "import", description = "Imports a CSV file of nodes into a platform of its own.")
final class ImportRate implements Callable<Integer> {
    private static final double LIMIT_SECONDS = 60;
    private static final double LIMIT_ROWS = 100_000;
    private static final long PAUSE_NANOS = 50_000_000;

    @Option(
            names = "--rows",
            defaultValue = "2000",
            description = "Nodes to register (default: ${DEFAULT-VALUE}).")
    private int rows = 2000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var file = file();
        try (var platform = LoopbackPlatform.temporary();
                var client = HttpClient.newHttpClient()) {
            var began = System.nanoTime();
            var taken =
                    ask(
                            client,
                            request(platform, "/api/imports?import=bench")
                                    .header("Content-Type", "text/csv")
                                    .POST(HttpRequest.BodyPublishers.ofFile(file)));
            var uploaded = System.nanoTime();
            var progress = awaitEnd(client, platform);
            var seconds = (System.nanoTime() - began) / 1e9;
            print(taken, progress, (uploaded - began) / 1e9, seconds);
        } finally {
            Files.delete(file);
        }
        return 0;
    }

    private Path file() throws IOException {
        var file = Files.createTempFile("lekha-import", ".csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("node,kind,address\n");
            for (var row = 0; row < rows; row++) {
                out.write("bench-%d,DEVICE,coap://bench/%d\n".formatted(row, row));
            }
        }
        return file;
    }

    private static JsonNode awaitEnd(HttpClient client, LoopbackPlatform platform)
            throws IOException, InterruptedException {
        while (true) {
            var progress = ask(client, request(platform, "/api/imports/bench").GET());
            if (progress.path("state").asString("").equals("finished")) {
                return progress;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static HttpRequest.Builder request(LoopbackPlatform platform, String path) {
        return HttpRequest.newBuilder(platform.http().resolve(path))
                .header("Authorization", "Bearer " + platform.operatorKey());
    }

    private static JsonNode ask(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return Json.MAPPER.readTree(
                client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private void print(JsonNode taken, JsonNode progress, double upload, double seconds) {
        if (progress.path("rejected").asLong() > 0) {
            throw new IllegalStateException("rows were refused: " + taken + progress);
        }
        var figures = new TreeMap<String, Object>();
        figures.put("rows", rows);
        figures.put("upload s", Samples.short4(upload));
        figures.put("all s", Samples.short4(seconds));
        figures.put("rows/s", Samples.short4(rows / seconds));
        var ratio = rows / seconds * LIMIT_SECONDS / LIMIT_ROWS;
        new Finding(
                        "import",
                        figures,
                        Map.of("rows/s to 100,000 in 60 s (target 1)", Samples.short4(ratio)),
                        "the target itself")
                .print(spec.commandLine().getOut());
    }
}
