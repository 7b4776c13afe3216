package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchWarned;
import dev.lekha.kernel.registration.ServiceClassId;
import java.util.ArrayList;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says by which service class an application works with a node, in place of the one before; where
 * the node does not do what the class demands, it is bound with a warning (4.0).
 */
@Command(namespace = "registration", name = "BindServiceClass")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record BindServiceClass(
        ApplicationEntityId applicationEntity, NodeId node, ServiceClassId serviceClass)
        implements Decision<ServiceClassFit> {
    @Override
    public EventCriteria boundary() {
        return ServiceClassFit.boundary(applicationEntity, node, serviceClass);
    }

    @Override
    public ServiceClassFit initial() {
        return ServiceClassFit.UNKNOWN;
    }

    @Override
    public ServiceClassFit evolve(ServiceClassFit known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(ServiceClassFit known) {
        if (!known.application()) {
            return refuse(
                    "application-unknown",
                    applicationEntity + " is not a registered application entity.");
        }
        if (!known.node().registered()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        if (known.requires().isEmpty()) {
            return refuse("service-class-unknown", serviceClass + " is not a service class.");
        }
        return known.bound(applicationEntity).equals(Optional.of(serviceClass))
                ? accept()
                : bound(known.missing(node));
    }

    private Verdict bound(String missing) {
        var events = new ArrayList<DomainEvent>();
        events.add(new ServiceClassBound(applicationEntity, node, serviceClass));
        if (!missing.isEmpty()) {
            events.add(
                    new ServiceClassMismatchWarned(applicationEntity, node, serviceClass, missing));
        }
        return accept(events);
    }
}
