package dev.lekha.projection.access;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.Action;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Grants that have not ended. Key: {@code application~grant}. */
@View(
        name = "grants",
        capability = "access",
        fields = {"application", "scope", Due.FIELD},
        readers = {Role.OPERATOR, Role.AUDITOR},
        parties = "application")
public final class Grants implements Projection<Grants.Grant> {
    /** Behind every time that is asked for. */
    static final String NEVER = "9999-12-31T23:59:59.999Z";

    /**
     * @param until as the event has it, empty for no end
     */
    public record Grant(
            String application,
            String grant,
            SortedSet<Action> actions,
            String scope,
            String until,
            String grantedBy,
            String dueAt)
            implements Due {
        @Override
        public String capability() {
            return "access";
        }

        @Override
        public String command() {
            return "EndAccess";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("application", application, "grant", grant, "until", until);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case AccessGranted e -> List.of(e.application() + "~" + e.grant());
            case AccessRevoked e -> List.of(e.application() + "~" + e.grant());
            default -> List.of();
        };
    }

    @Override
    public Optional<Grant> apply(String key, Optional<Grant> row, Fact fact) {
        return fact.event() instanceof AccessGranted e
                ? Optional.of(
                        new Grant(
                                e.application().value(),
                                e.grant().value(),
                                e.actions(),
                                e.scope().value(),
                                e.until(),
                                fact.actor(),
                                due(e.until())))
                : Optional.empty();
    }

    static String due(String until) {
        return until.isEmpty() ? NEVER : Due.text(Instant.parse(until));
    }
}
