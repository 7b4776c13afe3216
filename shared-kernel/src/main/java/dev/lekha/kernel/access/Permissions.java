package dev.lekha.kernel.access;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationUnrestricted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is said of what one application may do.
 *
 * @param grants by id, those that were ended included with nothing in them
 */
public record Permissions(boolean restricted, Trust trust, Map<GrantId, Grant> grants) {
    public static final Permissions NONE = new Permissions(false, Trust.NONE, Map.of());

    /** Without capabilities it is none. */
    public record Trust(Set<String> capabilities, String until) {
        static final Trust NONE = new Trust(Set.of(), "");

        public boolean isGiven() {
            return !capabilities.isEmpty();
        }
    }

    /** Without actions it has ended. */
    public record Grant(Set<Action> actions, Scope scope, String until) {
        public boolean isInForce(Instant at) {
            return !actions.isEmpty() && lasts(until, at);
        }
    }

    public Permissions {
        grants = Map.copyOf(grants);
    }

    public Permissions evolve(DomainEvent event) {
        return event instanceof AccessEvent access ? after(access) : this;
    }

    private Permissions after(AccessEvent event) {
        return switch (event) {
            case ApplicationRestricted _ -> new Permissions(true, trust, grants);
            case ApplicationUnrestricted _ -> new Permissions(false, trust, grants);
            case ApplicationTrustGranted e ->
                    new Permissions(restricted, new Trust(e.capabilities(), e.until()), grants);
            case ApplicationTrustRevoked _ -> new Permissions(restricted, Trust.NONE, grants);
            case AccessGranted e -> with(e.grant(), new Grant(e.actions(), e.scope(), e.until()));
            case AccessRevoked e -> with(e.grant(), new Grant(Set.of(), Scope.TENANT, ""));
        };
    }

    private Permissions with(GrantId id, Grant grant) {
        var more = new HashMap<>(grants);
        more.put(id, grant);
        return new Permissions(restricted, trust, more);
    }

    public Optional<Grant> grant(GrantId id) {
        return Optional.ofNullable(grants.get(id));
    }

    /** Whether nothing of this capability need be looked at more closely. */
    public boolean unquestioned(String capability, Instant at) {
        return !restricted || trust.capabilities.contains(capability) && lasts(trust.until, at);
    }

    /** Of what it may do this with, at that time. */
    public List<Scope> scopes(Action action, Instant at) {
        return grants.values().stream()
                .filter(grant -> grant.isInForce(at))
                .filter(grant -> grant.actions.stream().anyMatch(each -> each.covers(action)))
                .map(Grant::scope)
                .distinct()
                .toList();
    }

    private static boolean lasts(String until, Instant at) {
        return until.isEmpty() || at.isBefore(Instant.parse(until));
    }
}
