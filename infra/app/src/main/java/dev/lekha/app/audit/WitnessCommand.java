package dev.lekha.app.audit;

import dev.lekha.app.keys.PendingKeys;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.NoteSigner;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lekha witness}: cosigns what logs publish, as long as they only grow. */
@Command(
        name = "witness",
        description = {
            "Runs a witness (c2sp.org/tlog-witness) until it is told to stop.",
            "It belongs to somebody else than the log, on another machine."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"1:it cannot run", "64:the command line cannot be understood"},
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
public final class WitnessCommand implements Callable<Integer> {
    /** Seconds in which a request must have come; the JDK's server else waits for ever. */
    private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";

    private static final String MOST_CONNECTIONS = "jdk.httpserver.maxConnections";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "witness",
            description = "Its keys and what it has seen (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("witness");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "witness.local",
            description =
                    "As it signs; part of its keys, so it never changes (default: ${DEFAULT-VALUE}).")
    private String name = "witness.local";

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens (default: ${DEFAULT-VALUE}).")
    private InetAddress host = InetAddress.getLoopbackAddress();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            required = true,
            description = "0 takes a free one.")
    private int port;

    @Option(
            names = "--log",
            paramLabel = "ORIGIN=VKEY",
            required = true,
            description = "A log and a key of it; once for each key.")
    private List<String> logs = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var known = known();
        if (port < 0 || port > 65_535) {
            throw usage(port + " is no port.");
        }
        setUnlessGiven(REQUEST_TIME, "20");
        setUnlessGiven(MOST_CONNECTIONS, "256");
        try (var folder = WitnessFolder.hold(data)) {
            // What cannot be read stops it now, rather than at the first request.
            known.keySet().forEach(folder::latest);
            if (new PendingKeys(folder.keys()).isApplying()) {
                throw new KeyUnusable(
                        "A rotation is half done; lekha keys rotate-witness --apply ends it.");
            }
            var keys = new KeyFolder(folder.keys()).witness(name);
            var witness =
                    new Witness(
                            known, List.<NoteSigner>copyOf(keys), folder, InstantSource.system());
            try (var server = new WitnessServer(witness, new InetSocketAddress(host, port))) {
                tell(keys, server.address());
                serve(server);
            }
        }
        return 0;
    }

    private void tell(List<SignerKey> keys, InetSocketAddress address) {
        var out = spec.commandLine().getOut();
        keys.forEach(key -> out.println("vkey " + key.key()));
        var at = address.getAddress().getHostAddress();
        out.printf(
                "listening http://%s:%d/%n",
                at.contains(":") ? "[" + at + "]" : at, address.getPort());
        out.flush();
    }

    /** Until the process ends; answers that are under way are finished before it does. */
    private static void serve(WitnessServer server) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        new CountDownLatch(1).await();
    }

    private Map<String, KnownKeys> known() {
        var keys = new HashMap<String, List<VerifierKey>>();
        for (var log : logs) {
            int split = log.indexOf('=');
            if (split < 1) {
                throw usage("--log is ORIGIN=VKEY, not " + log);
            }
            try {
                keys.computeIfAbsent(log.substring(0, split), _ -> new ArrayList<>())
                        .add(VerifierKey.parse(log.substring(split + 1)));
            } catch (Malformed malformed) {
                throw usage("--log %s: %s".formatted(log, malformed.finding()));
            }
        }
        var known = new HashMap<String, KnownKeys>();
        keys.forEach((origin, of) -> known.put(origin, new KnownKeys(of)));
        return known;
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
