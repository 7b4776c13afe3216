package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassDefined;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.ServiceClassId;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says what applications of a service class demand of a node (4.0). It is said once: what changes
 * is another class, to which applications are bound anew.
 *
 * @param requires over the node's attributes and capabilities
 */
@Command(namespace = "registration", name = "DefineServiceClass")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record DefineServiceClass(
        ServiceClassId serviceClass, Predicate requires, @Omittable String description)
        implements Decision<Optional<ServiceClassDefined>> {
    public DefineServiceClass {
        if (requires.names().stream().anyMatch(NodeQualities.FOUND_BY::contains)) {
            throw new IllegalArgumentException(
                    "a service class goes by attributes and capabilities, not by "
                            + NodeQualities.FOUND_BY);
        }
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.SERVICE_CLASS, serviceClass.value(), ServiceClassDefined.class);
    }

    @Override
    public Optional<ServiceClassDefined> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<ServiceClassDefined> evolve(
            Optional<ServiceClassDefined> known, DomainEvent event) {
        return event instanceof ServiceClassDefined defined ? Optional.of(defined) : known;
    }

    @Override
    public Verdict decide(Optional<ServiceClassDefined> known) {
        var wanted = new ServiceClassDefined(serviceClass, requires, description);
        if (known.isEmpty()) {
            return accept(wanted);
        }
        return known.get().equals(wanted)
                ? accept()
                : refuse("service-class-defined", serviceClass + " is defined otherwise.");
    }
}
