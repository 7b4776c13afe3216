package dev.lekha.projection.access;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.AccessEvent;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationUnrestricted;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which applications are restricted or trusted. Key: the application. */
@View(
        name = "application-access",
        capability = "access",
        fields = {"application", Due.FIELD},
        readers = {Role.OPERATOR, Role.AUDITOR},
        parties = "application")
public final class Applications implements Projection<Applications.Access> {
    /**
     * @param trustedIn capabilities, empty for none
     * @param until the end of the trust as the event has it, empty for none
     */
    public record Access(
            String application,
            boolean restricted,
            SortedSet<String> trustedIn,
            String until,
            String dueAt)
            implements Due {
        @Override
        public String capability() {
            return "access";
        }

        @Override
        public String command() {
            return "EndTrust";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("application", application, "until", until);
        }

        Access restricted(boolean now) {
            return new Access(application, now, trustedIn, until, dueAt);
        }

        Access trusted(SortedSet<String> capabilities, String end) {
            return new Access(
                    application,
                    restricted,
                    Collections.unmodifiableSortedSet(new TreeSet<>(capabilities)),
                    end,
                    Grants.due(end));
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case ApplicationRestricted e -> List.of(e.application().value());
            case ApplicationUnrestricted e -> List.of(e.application().value());
            case ApplicationTrustGranted e -> List.of(e.application().value());
            case ApplicationTrustRevoked e -> List.of(e.application().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Access> apply(String key, Optional<Access> row, Fact fact) {
        var before =
                row.orElse(new Access(key, false, Collections.emptySortedSet(), "", Grants.NEVER));
        return fact.event() instanceof AccessEvent event ? Optional.of(after(before, event)) : row;
    }

    private static Access after(Access before, AccessEvent event) {
        return switch (event) {
            case ApplicationRestricted _ -> before.restricted(true);
            case ApplicationUnrestricted _ -> before.restricted(false);
            case ApplicationTrustGranted e -> before.trusted(e.capabilities(), e.until());
            case ApplicationTrustRevoked _ -> before.trusted(Collections.emptySortedSet(), "");
            case AccessEvent.AccessGranted _, AccessEvent.AccessRevoked _ -> before;
        };
    }
}
