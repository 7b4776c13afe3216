package dev.lekha.edge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ExternalMosquittoTest extends ExternalBrokerContract {
    @Override
    Optional<SomeBroker> broker(Path folder) {
        return SomeBroker.mosquitto(folder);
    }

    @Test
    void what_the_broker_refuses_to_publish_fails_with_its_reason_code() {
        try (var door = opened()) {
            assertThat(said(door, SomeBroker.CLOSED_TOPIC))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("0x87");
        }
    }
}
