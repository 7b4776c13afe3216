package dev.lekha.kernel;

import java.util.Set;

/**
 * Who is asking, as a door has authenticated them.
 *
 * @param scopes capabilities that this caller's credential is limited to; empty means all
 * @param purpose that this caller's token is bound to; empty where it is bound to none
 */
public record Caller(
        String actor, String tenant, Set<Role> roles, Set<String> scopes, String purpose) {
    public static final String DEFAULT_TENANT = "default";
    public static final Caller PLATFORM =
            new Caller("platform", DEFAULT_TENANT, Set.of(Role.PLATFORM), Set.of());

    /** One who is bound to no purpose. */
    public Caller(String actor, String tenant, Set<Role> roles, Set<String> scopes) {
        this(actor, tenant, roles, scopes, "");
    }

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /**
     * Whether this is one of the platform's own people, who may look and act in every tenant: an
     * operator or auditor of the default tenant. Those of other tenants are theirs alone.
     */
    public boolean spansTenants() {
        return tenant.equals(DEFAULT_TENANT)
                && (is(Role.OPERATOR) || is(Role.AUDITOR) || is(Role.PLATFORM));
    }

    /**
     * The same caller in another tenant, called {@code default/operator} there, lest one of its own
     * people be taken for it. The platform itself is the platform everywhere.
     *
     * @throws Refused unless this caller may go there
     */
    public Caller in(String other) {
        if (other.equals(tenant)) {
            return this;
        }
        if (!spansTenants()) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "tenant-forbidden",
                    "This caller acts in its own tenant only.");
        }
        var name = is(Role.PLATFORM) ? actor : tenant + "/" + actor;
        return new Caller(name, other, roles, scopes, purpose);
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
