package dev.lekha.app;

import java.nio.file.Path;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The same with the Mosquitto that is deployed, whose plugin asks the edge node. Needs Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ContainedNodesTest extends ComposedNodesTest {
    @Override
    DeployedMosquitto mosquitto(Path folder, Path secrets, int edge) {
        return new ContainedMosquitto(secrets, edge);
    }
}
