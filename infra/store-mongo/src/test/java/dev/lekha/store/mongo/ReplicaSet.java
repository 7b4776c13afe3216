package dev.lekha.store.mongo;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Three members of a real replica set, in one container on the host's loopback: so they have the
 * same addresses for one another as for the tests.
 */
final class ReplicaSet extends GenericContainer<ReplicaSet> {
    private static final String NAME = "lekha";
    private static final String MEMBERS =
            """
            for port in %s; do
                mkdir -p /data/$port
                mongod --replSet %s --bind_ip 127.0.0.1 --port $port --dbpath /data/$port \
                    --wiredTigerCacheSizeGB 0.25 --logpath /data/$port.log &
            done
            wait
            """;

    private final List<Integer> ports = freePorts();

    ReplicaSet() {
        super(DockerImageName.parse("mongo:8.0.4"));
        var all = ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
        withNetworkMode("host");
        withCommand("bash", "-c", MEMBERS.formatted(all, NAME));
    }

    private static List<Integer> freePorts() {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 3; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (var socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String member(int index) {
        return "127.0.0.1:" + ports.get(index);
    }

    @Override
    public void start() {
        super.start();
        var members =
                IntStream.range(0, ports.size())
                        .mapToObj(i -> new Document("_id", i).append("host", member(i)))
                        .toList();
        try (var client =
                MongoClients.create("mongodb://" + member(0) + "/?directConnection=true")) {
            client.getDatabase("admin")
                    .runCommand(
                            new Document(
                                    "replSetInitiate",
                                    new Document("_id", NAME).append("members", members)));
        }
        admin(new Document("ping", 1));
    }

    String connection(String database) {
        var hosts =
                IntStream.range(0, ports.size())
                        .mapToObj(this::member)
                        .collect(Collectors.joining(","));
        return "mongodb://%s/%s?replicaSet=%s&serverSelectionTimeoutMS=30000"
                .formatted(hosts, database, NAME);
    }

    /** Makes the primary step down, so that another is elected. */
    void stepDown() {
        admin(new Document("replSetStepDown", 10).append("force", true));
    }

    private void admin(Document command) {
        try (var client = MongoClients.create(connection("admin"))) {
            client.getDatabase("admin").runCommand(command);
        }
    }
}
