package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchMended;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchWarned;
import dev.lekha.kernel.registration.ServiceClassId;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Warns where a node has ceased to do what a binding demands, and takes a warning back. */
@Command(namespace = "registration", name = "CheckServiceClass")
@AllowedTo(Role.PLATFORM)
public record CheckServiceClass(
        ApplicationEntityId applicationEntity, NodeId node, ServiceClassId serviceClass)
        implements Decision<ServiceClassFit> {
    @Override
    public EventCriteria boundary() {
        return ServiceClassFit.boundary(applicationEntity, node, serviceClass);
    }

    @Override
    public boolean knowsRepeats() {
        return true;
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
        if (!known.bound(applicationEntity).equals(Optional.of(serviceClass))) {
            return accept();
        }
        var missing = known.missing(node);
        if (missing.equals(known.warned().getOrDefault(applicationEntity, ""))) {
            return accept();
        }
        return missing.isEmpty()
                ? accept(new ServiceClassMismatchMended(applicationEntity, node, serviceClass))
                : accept(
                        new ServiceClassMismatchWarned(
                                applicationEntity, node, serviceClass, missing));
    }
}
