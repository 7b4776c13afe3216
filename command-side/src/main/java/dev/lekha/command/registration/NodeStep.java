package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.registration.Lifecycle;
import java.util.List;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A command that takes a known node one step on in its life, where the table has that step. */
interface NodeStep extends Decision<Principal> {
    NodeId node();

    Lifecycle.Step step();

    /** What happens where the step is allowed. */
    List<DomainEvent> taken(Principal principal);

    @Override
    default EventCriteria boundary() {
        return Principal.boundary(node().value());
    }

    @Override
    default Principal initial() {
        return Principal.UNKNOWN;
    }

    @Override
    default Principal evolve(Principal principal, DomainEvent event) {
        return principal.evolve(event);
    }

    @Override
    default Verdict decide(Principal principal) {
        var found = principal.lifecycle();
        if (found == Lifecycle.UNKNOWN
                || principal.standing() == Principal.Standing.APPLICATION_ENTITY) {
            return refuse("node-unknown", node() + " is not a known node.");
        }
        if (found.allows(step())) {
            return accept(taken(principal));
        }
        return found == Lifecycle.after(step()) ? accept() : Lives.refused(node(), found, step());
    }
}
