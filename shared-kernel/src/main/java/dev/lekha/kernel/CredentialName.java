package dev.lekha.kernel;

/**
 * A credential as its holder names it: by its id, with the tenant before it where that is not the
 * default one, {@code acme/pump-1}. So tenants need not agree on ids, nor learn of each other's.
 */
public final class CredentialName {
    private CredentialName() {}

    /** Whose credential is meant; what cannot be one is nobody's. */
    public static TenantKey read(String shown) {
        var slash = shown.indexOf('/');
        if (slash < 0) {
            return new TenantKey(Caller.DEFAULT_TENANT, shown);
        }
        try {
            var tenant = Ids.check("a tenant", shown.substring(0, slash));
            return new TenantKey(tenant, shown.substring(slash + 1));
        } catch (IllegalArgumentException noTenant) {
            // No id has a slash, so there is no such credential.
            return new TenantKey(Caller.DEFAULT_TENANT, shown);
        }
    }
}
