package dev.lekha.kernel;

import java.util.Set;

/**
 * Who is asking, as a door has authenticated them.
 *
 * @param scopes capabilities that this caller's credential is limited to; empty means all
 */
public record Caller(String actor, String tenant, Set<Role> roles, Set<String> scopes) {
    public static final String DEFAULT_TENANT = "default";
    public static final Caller PLATFORM =
            new Caller("platform", DEFAULT_TENANT, Set.of(Role.PLATFORM), Set.of());

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether one of the roles is held and the capability lies within the credential's scope. */
    public boolean may(String capability, Set<Role> allowed) {
        return (scopes.isEmpty() || scopes.contains(capability))
                && roles.stream().anyMatch(allowed::contains);
    }
}
