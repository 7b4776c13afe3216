package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Gives a node one more name, unless another node has it (R1). */
@Command(namespace = "registration", name = "BindName")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record BindName(NodeId node, Name name) implements Decision<Naming> {
    @Override
    public EventCriteria boundary() {
        return Naming.boundary(node, name);
    }

    @Override
    public Naming initial() {
        return Naming.FREE;
    }

    @Override
    public Naming evolve(Naming naming, DomainEvent event) {
        return naming.evolve(event);
    }

    @Override
    public Verdict decide(Naming naming) {
        if (!naming.registered()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        if (naming.holder().isEmpty()) {
            return accept(new NameBound(node, name));
        }
        return naming.holder().equals(node.value())
                ? accept()
                : refuse("name-taken", name + " names " + naming.holder() + ".");
    }
}
