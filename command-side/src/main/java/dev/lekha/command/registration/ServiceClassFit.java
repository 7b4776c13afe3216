package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassDefined;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchMended;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchWarned;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.ServiceClassId;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What a service class demands, what the node does, and what was said of the two.
 *
 * @param requires where the class is defined
 * @param application whether the application is registered
 * @param warned what is said to be missing, by application
 */
record ServiceClassFit(
        Optional<Predicate> requires,
        boolean application,
        NodeCapabilities node,
        PMap<ApplicationEntityId, String> warned) {
    static final ServiceClassFit UNKNOWN =
            new ServiceClassFit(
                    Optional.empty(), false, NodeCapabilities.UNKNOWN, HashTreePMap.empty());

    static EventCriteria boundary(
            ApplicationEntityId applicationEntity, NodeId node, ServiceClassId serviceClass) {
        return EventCriteria.either(
                Boundary.of(Tags.SERVICE_CLASS, serviceClass.value(), ServiceClassDefined.class),
                Boundary.of(
                        Tags.APPLICATION_ENTITY,
                        applicationEntity.value(),
                        ApplicationEntityRegistered.class,
                        ApplicationEntityDeregistered.class),
                NodeCapabilities.boundary(node),
                Boundary.of(
                        Tags.NODE,
                        node.value(),
                        ServiceClassMismatchWarned.class,
                        ServiceClassMismatchMended.class));
    }

    Optional<ServiceClassId> bound(ApplicationEntityId applicationEntity) {
        return Optional.ofNullable(node.bindings().get(applicationEntity));
    }

    /** The conditions that the node does not fulfil; empty where it fulfils all. */
    String missing(NodeId id) {
        if (!node.registered()) {
            return "the node is not registered";
        }
        var qualities = NodeQualities.of(id, node.kind(), node.capabilities());
        return requires.filter(demand -> !demand.holds(qualities))
                .map(demand -> demand.broken(qualities))
                .orElse("");
    }

    ServiceClassFit evolve(DomainEvent event) {
        return switch (event) {
            case ServiceClassDefined defined ->
                    new ServiceClassFit(Optional.of(defined.requires()), application, node, warned);
            case ApplicationEntityRegistered _ -> new ServiceClassFit(requires, true, node, warned);
            case ApplicationEntityDeregistered _ ->
                    new ServiceClassFit(requires, false, node, warned);
            case ServiceClassMismatchWarned warning ->
                    with(warned.plus(warning.applicationEntity(), warning.missing()));
            case ServiceClassMismatchMended mended ->
                    with(warned.minus(mended.applicationEntity()));
            case ServiceClassBound bound ->
                    new ServiceClassFit(
                            requires,
                            application,
                            node.evolve(event),
                            warned.minus(bound.applicationEntity()));
            default -> new ServiceClassFit(requires, application, node.evolve(event), warned);
        };
    }

    private ServiceClassFit with(PMap<ApplicationEntityId, String> said) {
        return new ServiceClassFit(requires, application, node, said);
    }
}
