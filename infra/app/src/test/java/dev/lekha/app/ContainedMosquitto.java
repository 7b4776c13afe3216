package dev.lekha.app;

import static org.testcontainers.utility.MountableFile.forHostPath;

import java.nio.file.Path;
import java.util.List;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The compose file's Mosquitto in a container: its image, its settings, and its plugin, which asks
 * a node on this machine about every device.
 */
final class ContainedMosquitto implements DeployedMosquitto {
    private static final int DEVICES = 8883;
    private static final int PLATFORM = 8884;
    private static final List<String> SECRETS =
            List.of("mosquitto.passwd", "ca.pem", "mosquitto.pem", "mosquitto.key");

    private final GenericContainer<?> container;

    /**
     * @param secrets as the compose file's script makes them
     * @param edge port of the node that is asked, on loopback; it may come up later
     */
    ContainedMosquitto(Path secrets, int edge) {
        Testcontainers.exposeHostPorts(edge);
        var settings =
                DeployFiles.text(secrets.resolve("mosquitto.conf"))
                        .replace("@lekha-edge", "@host.testcontainers.internal")
                        .replace("auth_opt_http_port 8080", "auth_opt_http_port " + edge);
        container =
                new GenericContainer<>(DockerImageName.parse(image()))
                        .withAccessToHost(true)
                        .withExposedPorts(DEVICES, PLATFORM)
                        .withCopyToContainer(
                                Transferable.of(settings), "/etc/mosquitto/mosquitto.conf")
                        .withCopyFileToContainer(
                                forHostPath(DeployFiles.FOLDER.resolve("compose/platform.acl")),
                                "/etc/mosquitto/platform.acl")
                        .waitingFor(Wait.forListeningPort());
        for (var name : SECRETS) {
            container.withCopyFileToContainer(
                    forHostPath(secrets.resolve(name)), "/run/secrets/" + name);
        }
        container.start();
    }

    private static String image() {
        return DeployFiles.compose().at("/services/mosquitto/image").asString();
    }

    @Override
    public int devices() {
        return container.getMappedPort(DEVICES);
    }

    @Override
    public int platform() {
        return container.getMappedPort(PLATFORM);
    }

    @Override
    public void close() {
        container.stop();
    }
}
