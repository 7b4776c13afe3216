package dev.lekha.edge.mqtt;

import java.nio.file.Path;
import java.util.Optional;

class ExternalMosquittoTest extends ExternalBrokerContract {
    @Override
    Optional<SomeBroker> broker(Path folder) {
        return SomeBroker.mosquitto(folder);
    }
}
