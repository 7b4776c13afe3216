package dev.lekha.edge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceRightsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StandInPlatform platform = new StandInPlatform();
    private final DeviceRights rights = new DeviceRights(platform, meters);

    /** A registry that has not caught up with the log. */
    private static final class Behind implements Authenticator {
        @Override
        public Optional<Caller> authenticate(String credential, String secret) {
            throw behind();
        }

        @Override
        public Optional<Caller> holder(String credential) {
            throw behind();
        }

        @Override
        public boolean mayReportFor(Caller caller, String node) {
            throw behind();
        }

        private static Refused behind() {
            return new Refused(Refused.Kind.BUSY, "registry-behind", "Not yet.");
        }
    }

    @Test
    void who_is_refused_is_counted_and_who_is_not_is_not() {
        var pump = rights.enter(Optional.of("pump-1"), Optional.of("secret-1"));
        assertThat(pump).isPresent();
        assertThat(rights.mayPublish(pump, "devices/pump-1/reports")).isTrue();
        assertThat(rights.mayListen(pump, "devices/pump-1/#")).isTrue();
        assertThat(meters.getMeters()).isEmpty();

        assertThat(rights.enter(Optional.of("pump-1"), Optional.empty())).isEmpty();
        assertThat(rights.mayPublish(pump, "devices/pump-2/reports")).isFalse();
        assertThat(rights.mayListen(pump, "devices/#")).isFalse();
        assertThat(rights.mayPublish(Optional.empty(), "devices/pump-1/reports")).isFalse();
        assertThat(refused("credentials-wrong")).isEqualTo(1);
        assertThat(refused("topic-not-permitted")).isEqualTo(3);
    }

    @Test
    void where_the_registry_cannot_say_nobody_is_let_in_and_nobody_is_called_wrong() {
        var undecided = new DeviceRights(new Behind(), meters);
        var pump = platform.holder("pump-1");
        assertThatThrownBy(() -> undecided.enter(Optional.of("pump-1"), Optional.of("secret-1")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> undecided.mayPublish(pump, "devices/pump-1/reports"))
                .isInstanceOf(Refused.class);
        assertThat(meters.getMeters()).isEmpty();
    }

    private double refused(String reason) {
        return meters.counter("lekha.refused.input", "door", "mqtt", "reason", reason).count();
    }
}
