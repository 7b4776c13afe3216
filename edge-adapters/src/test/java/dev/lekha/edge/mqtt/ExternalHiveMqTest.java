package dev.lekha.edge.mqtt;

import java.nio.file.Path;
import java.util.Optional;

class ExternalHiveMqTest extends ExternalBrokerContract {
    @Override
    Optional<SomeBroker> broker(Path folder) {
        return Optional.of(SomeBroker.hiveMq(folder));
    }
}
