package dev.lekha.bench;

import dev.lekha.app.audit.AuditCommand;
import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tiles.TiledTree;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long it takes to export a published log as one bundle, and to verify that offline. */
@Command(name = "bundle", description = "Exports a log as one bundle and verifies it.")
final class BundleRate implements Callable<Integer> {
    private static final double MOST_SECONDS = 60;
    private static final double MOST_SECONDS_OF = 1_000_000;
    private static final int UNWITNESSED = 10;
    private static final String EXPORT = "seconds to export";
    private static final String VERIFY = "seconds to verify";

    @Option(
            names = "--events",
            defaultValue = "1000000",
            description = "In the log, a multiple of ten (default: ${DEFAULT-VALUE}).")
    private long events = 1_000_000;

    @Option(
            names = "--body",
            defaultValue = "" + Reports.USUAL_BODY,
            description = "Bytes of JSON of each event (default: ${DEFAULT-VALUE}).")
    private int body = Reports.USUAL_BODY;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Map<String, Object> figures = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        var folder = LoopbackPlatform.newFolder();
        try {
            var policy = publish(folder);
            var bundle = folder.resolve("log.zip");
            double exported = seconds(EXPORT, 0, "export", "--data", folder, "--out", bundle);
            double verified = seconds(VERIFY, UNWITNESSED, "verify", bundle, "--policy", policy);
            figures.put("MiB of the bundle", Samples.short4(Files.size(bundle) / 1048576.0));
            figures.put("events", events);
            double limit = MOST_SECONDS * events / MOST_SECONDS_OF;
            var ratios =
                    Map.<String, Object>of(
                            "export and verify to the limit of 60 s a million (at most 1)",
                            Samples.short4((exported + verified) / limit));
            new Finding("bundle", figures, ratios, "60 s for a million events")
                    .print(spec.commandLine().getOut());
        } finally {
            LoopbackPlatform.delete(folder);
        }
        return 0;
    }

    /** Fills a log and lays its tiles out as a platform does; answers with a policy. */
    private Path publish(Path folder) throws IOException {
        var tree = TiledTree.open(new TileFolder(folder.resolve("evidence")), TreeHead.EMPTY);
        try (var store = BareStore.open(folder)) {
            new ScatteredLog(events, new Reports(body))
                    .fill(new Appender(store.log()), events, _ -> {});
            store.log()
                    .scan(
                            0,
                            events,
                            (_, leaf) -> {
                                var record = new byte[leaf.remaining()];
                                leaf.get(record);
                                tree.append(record);
                            });
        }
        var signer = SignerKey.ofSeed("lekha.bench", SignatureType.ED25519, new byte[32]);
        var text = new Checkpoint("lekha.bench", tree.publish()).text();
        var note = new Note(text, List.of(signer.sign(text, Instant.now())));
        Files.write(folder.resolve("evidence/checkpoint"), note.bytes());
        return Files.writeString(
                folder.resolve("policy"), "log %s%nquorum none%n".formatted(signer.key()));
    }

    /** How long the command takes, which has to end as it should. */
    private double seconds(String what, int wanted, Object... arguments) {
        var said = new StringWriter();
        var words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        var line = new CommandLine(new AuditCommand()).setOut(new PrintWriter(said));
        long began = System.nanoTime();
        int code = line.setErr(new PrintWriter(said)).execute(words);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (code != wanted) {
            throw new IllegalStateException(what + ": " + code + ", " + said);
        }
        figures.put(what, Samples.short4(seconds));
        return seconds;
    }
}
