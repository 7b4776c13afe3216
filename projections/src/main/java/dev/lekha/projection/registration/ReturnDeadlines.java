package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.OutageEvent.OutageBegan;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes that are promised to be back in service, and when. Key as of {@link Outages}. */
@View(
        name = "return-deadlines",
        capability = "registration",
        fields = Due.FIELD,
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class ReturnDeadlines implements Projection<ReturnDeadlines.Deadline> {
    public record Deadline(String node, Instant start, Instant returnBy, String dueAt)
            implements Due {
        @Override
        public String capability() {
            return "registration";
        }

        @Override
        public String command() {
            return "FlagOverdueReturn";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("node", node, "start", start, "returnBy", returnBy);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return Outages.ofOutage(fact);
    }

    @Override
    public Optional<Deadline> apply(String key, Optional<Deadline> row, Fact fact) {
        return fact.event() instanceof OutageBegan began && !began.returnBy().isEmpty()
                ? Optional.of(deadline(began, Instant.parse(began.returnBy())))
                : Optional.empty();
    }

    private static Deadline deadline(OutageBegan began, Instant returnBy) {
        return new Deadline(began.node().value(), began.start(), returnBy, Due.text(returnBy));
    }
}
