package dev.lekha.kernel.naming;

import dev.lekha.kernel.Caller;

/** Within what a name is unique. */
public final class NameScope {
    private NameScope() {}

    /**
     * The caller's tenant, or a group of it: empty for the default tenant, {@code tenant:acme},
     * {@code group:g1}, {@code tenant:acme/group:g1}.
     *
     * @param group empty for none
     */
    public static String of(Caller caller, String group) {
        var tenant =
                caller.tenant().equals(Caller.DEFAULT_TENANT) ? "" : "tenant:" + caller.tenant();
        if (group.isEmpty()) {
            return tenant;
        }
        return tenant.isEmpty() ? "group:" + group : tenant + "/group:" + group;
    }
}
