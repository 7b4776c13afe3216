package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import java.util.Set;
import java.util.function.Predicate;

/** Who may read events of all kinds, bodies included. */
public final class LogReaders {
    private static final Set<Role> READERS = Set.of(Role.AUDITOR, Role.OPERATOR);

    private LogReaders() {}

    /**
     * The events that a caller may read: those of its tenant; of all tenants for who is above them.
     */
    static Predicate<Log.Stored> visible(Caller caller) {
        return event ->
                caller.spansTenants() || caller.tenant().equals(Metadata.tenant(event.metadata()));
    }

    /**
     * Records as they are stored hold the events of all tenants side by side.
     *
     * @throws Refused unless the caller may read the log of all tenants
     */
    public static void admitToAll(Caller caller) {
        admit(caller);
        if (!caller.spansTenants()) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "tenant-forbidden",
                    "The records of all tenants are for the platform's own people; read /api/log.");
        }
    }

    /**
     * The log spans all capabilities, so a credential that is limited to some must name {@code log}
     * among them.
     *
     * @throws Refused unless the caller may
     */
    public static void admit(Caller caller) {
        if (!caller.may("log", READERS)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "log-forbidden",
                    "The log is for auditors and operators.");
        }
    }
}
