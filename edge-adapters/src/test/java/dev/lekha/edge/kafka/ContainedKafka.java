package dev.lekha.edge.kafka;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import dev.lekha.edge.ComposedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The compose file's Kafka in a container, on one port of this machine's loopback that it keeps
 * when it is stopped and started.
 */
final class ContainedKafka implements SomeKafka {
    private static final int INSIDE = 9092;

    private final String address = "127.0.0.1:" + freePort();
    private final GenericContainer<?> container;

    ContainedKafka() {
        var service = ComposedService.named("kafka");
        container =
                new GenericContainer<>(DockerImageName.parse(service.image()))
                        .withEnv(service.environment())
                        .withEnv(
                                Map.of(
                                        "KAFKA_ADVERTISED_LISTENERS",
                                        "PLAINTEXT://" + address,
                                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE",
                                        "false",
                                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS",
                                        "0"))
                        .withCreateContainerCmdModifier(create ->
                                create.withExposedPorts(ExposedPort.tcp(INSIDE))
                                        .getHostConfig()
                                        .withPortBindings(
                                                PortBinding.parse(address + ":" + INSIDE)))
                        .waitingFor(Wait.forLogMessage(".*Kafka Server started.*\\n", 1));
        container.start();
    }

    @Override
    public String bootstrapServers() {
        return address;
    }

    @Override
    public void start() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }

    /** Its container stays, and with it what it has stored. */
    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
