package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registrations that end unless they are renewed, and when. */
@View(
        name = "expirations",
        capability = "registration",
        fields = Due.FIELD,
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Expirations implements Projection<Expirations.Expiration> {
    /** A node that is taken out at its expiration time. */
    public record Expiration(String node, Instant expirationTime, String dueAt) implements Due {
        @Override
        public String capability() {
            return "registration";
        }

        @Override
        public String command() {
            return "ExpireRegistration";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("node", node, "expirationTime", expirationTime);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case ExpirationSet e -> List.of(e.node().value());
            case NodeDeregistered e -> List.of(e.node().value());
            case NodeQuarantined e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Expiration> apply(String key, Optional<Expiration> row, Fact fact) {
        return fact.event() instanceof ExpirationSet(_, var time)
                ? Optional.of(new Expiration(key, time, Due.text(time)))
                : Optional.empty();
    }
}
