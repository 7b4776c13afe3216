package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that end by themselves, and when. Key: the name in its scope, and the node. */
@View(
        name = "name-ends",
        capability = "registration",
        fields = Due.FIELD,
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class NameEnds implements Projection<NameEnds.End> {
    /**
     * @param end as the event wrote it
     */
    public record End(String node, String name, String scope, String end, String dueAt)
            implements Due {
        @Override
        public String capability() {
            return "registration";
        }

        @Override
        public String command() {
            return "EndName";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("node", node, "name", name, "scope", scope, "until", end);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NameBound e -> List.of(e.key() + "@" + e.node());
            case NameReleased e -> List.of(e.key() + "@" + e.node());
            default -> List.of();
        };
    }

    @Override
    public Optional<End> apply(String key, Optional<End> row, Fact fact) {
        return fact.event() instanceof NameBound e && !e.until().isEmpty()
                ? Optional.of(
                        new End(
                                e.node().value(),
                                e.name().value(),
                                e.scope(),
                                e.until(),
                                Due.text(Instant.parse(e.until()))))
                : Optional.empty();
    }
}
