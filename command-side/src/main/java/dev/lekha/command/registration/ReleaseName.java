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
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Takes a name from a node, so that another may have it; history keeps who had it when. */
@Command(namespace = "registration", name = "ReleaseName")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record ReleaseName(NodeId node, Name name) implements Decision<Naming> {
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
        return naming.holder().equals(node.value())
                ? accept(new NameReleased(node, name))
                : refuse("name-unknown", name + " does not name " + node + ".");
    }
}
