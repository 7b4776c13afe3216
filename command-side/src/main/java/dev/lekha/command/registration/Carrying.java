package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import java.util.Optional;

/** A node speaks for itself, or its gateway for it; the event's actor says which (4.6, 7.2). */
final class Carrying {
    private Carrying() {}

    /** No, where another node than these two asks. */
    static Optional<Verdict> refused(Caller caller, NodeId node, Principal known) {
        return !caller.is(Role.NODE)
                        || caller.actor().equals(node.value())
                        || caller.actor().equals(known.gateway())
                ? Optional.empty()
                : Optional.of(
                        refuse(
                                "not-the-reporter",
                                caller.actor() + " is neither " + node + " nor its gateway."));
    }
}
