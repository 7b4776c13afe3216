package dev.lekha.edge.mqtt;

import dev.lekha.edge.ComposedService;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** On the Mosquitto that is deployed. Needs Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ExternalContainedMosquittoTest extends ExternalBrokerContract {
    private static final int INSIDE = 1883;

    @Override
    Optional<SomeBroker> broker(Path folder) {
        var mosquitto =
                new GenericContainer<>(
                                DockerImageName.parse(ComposedService.named("mosquitto").image()))
                        .withCopyToContainer(
                                Transferable.of("listener " + INSIDE + "\nallow_anonymous true\n"),
                                "/etc/mosquitto/mosquitto.conf")
                        .withExposedPorts(INSIDE)
                        .waitingFor(Wait.forListeningPort());
        mosquitto.start();
        return Optional.of(
                new SomeBroker.Running(mosquitto.getMappedPort(INSIDE), mosquitto::stop));
    }
}
