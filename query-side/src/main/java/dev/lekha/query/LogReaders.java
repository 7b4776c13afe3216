package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import java.util.Set;

/** Who may read events of all kinds, bodies included. */
public final class LogReaders {
    private static final Set<Role> READERS = Set.of(Role.AUDITOR, Role.OPERATOR);

    private LogReaders() {}

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
