package dev.lekha.bench.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database, a broker and two processes of the platform over them, each of which can be hurt. */
final class Site implements AutoCloseable {
    static final int NODES = 2;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Path folder;
    private final Optional<NetworkNamespace> network;
    private final String host;
    private final int storePort = Ports.free();
    private final int brokerPort = Ports.free();
    private final int controllerPort = Ports.free();
    private final Member store;
    private final Member broker;
    private final List<Node> nodes = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * Starts nothing yet.
     *
     * @param folder all that the site keeps, and what its processes say
     * @param network where the second node is, if not beside the first
     */
    Site(Path folder, Optional<NetworkNamespace> network) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.network = network;
        this.host = network.map(NetworkNamespace::outside).orElse(LOOPBACK);
        this.store = member("store", List.of());
        this.broker = member("broker", List.of());
        for (var number = 0; number < NODES; number++) {
            var own = number == 0 ? Optional.<NetworkNamespace>empty() : network;
            var address = own.map(NetworkNamespace::inside).orElse(LOOPBACK);
            var before = own.map(NetworkNamespace::entering).orElse(List.of());
            var http = URI.create("http://%s:%d".formatted(address, Ports.free()));
            nodes.add(new Node(member("node-" + number, before), http, client, this::operatorKey));
        }
    }

    private Member member(String name, List<String> before) {
        return new Member(name, folder.resolve(name + ".log"), before);
    }

    Member store() {
        return store;
    }

    Member broker() {
        return broker;
    }

    List<Node> nodes() {
        return nodes;
    }

    Optional<NetworkNamespace> network() {
        return network;
    }

    /** Where the log is. */
    String connection() {
        return "mongodb://%s:%d/lekha".formatted(host, storePort);
    }

    String bootstrapServers() {
        return host + ":" + brokerPort;
    }

    void startStore() throws IOException {
        store.start(
                List.of(
                        "drill-store",
                        "--file=" + folder.resolve("store.mv"),
                        "--host=" + host,
                        "--port=" + storePort));
    }

    void startBroker() throws IOException {
        broker.start(
                List.of(
                        "drill-broker",
                        "--folder=" + folder.resolve("kafka"),
                        "--host=" + host,
                        "--port=" + brokerPort,
                        "--controller-port=" + controllerPort));
    }

    /**
     * @param ahead its clock is, of the machine's
     */
    void startNode(int number, Duration ahead) throws IOException {
        var node = nodes.get(number);
        node.member()
                .start(
                        List.of(
                                "drill-platform",
                                "up",
                                "--lekha.data=" + data(number),
                                "--lekha.store=" + connection(),
                                "--lekha.mqtt.mode=off",
                                "--lekha.clock-offset=" + ahead,
                                "--lekha.kafka.bootstrap-servers=" + bootstrapServers(),
                                "--lekha.kafka.partitions=3",
                                "--lekha.kafka.request-timeout=5s",
                                "--lekha.kafka.feed.batch-time=20ms",
                                "--lekha.kafka.feed.fenced-pause=5s",
                                "--lekha.kafka.commands.enabled=false",
                                "--management.endpoint.health.show-details=always",
                                "--server.address=" + node.http().getHost(),
                                "--server.port=" + node.http().getPort()));
    }

    /** All but the database, so that the log can be read as it is. */
    void stopNodes() throws IOException, InterruptedException {
        for (var node : nodes) {
            node.member().stop();
        }
    }

    /**
     * Runs a command of the platform to its end.
     *
     * @return its exit code
     */
    int run(String... arguments) throws IOException, InterruptedException {
        var log = folder.resolve(arguments[0] + ".log");
        return Member.run(log, arguments);
    }

    /** They may be slow, but must not have ended by themselves. */
    void requireAlive() {
        store.requireAlive();
        broker.requireAlive();
        nodes.forEach(node -> node.member().requireAlive());
    }

    private Path data(int number) {
        return folder.resolve("node-" + number);
    }

    /** Nodes that start at once on a new log agree on one, and that one's folder keeps it. */
    private String operatorKey() {
        try {
            for (var number = 0; number < NODES; number++) {
                var file = data(number).resolve("operator.key");
                if (Files.exists(file)) {
                    return Files.readString(file).strip();
                }
            }
            throw new DrillFailed("no node keeps the operator's key; see " + folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (var node : nodes) {
            node.member().close();
        }
        broker.close();
        store.close();
        client.close();
    }
}
