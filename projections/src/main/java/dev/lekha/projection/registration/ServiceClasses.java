package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassDefined;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** What each service class demands of a node. */
@View(
        name = "service-classes",
        capability = "registration",
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class ServiceClasses implements Projection<ServiceClasses.ServiceClass> {
    public record ServiceClass(
            String serviceClass, Predicate requires, String description, long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ServiceClassDefined defined
                ? List.of(defined.serviceClass().value())
                : List.of();
    }

    @Override
    public Optional<ServiceClass> apply(String key, Optional<ServiceClass> row, Fact fact) {
        return fact.event() instanceof ServiceClassDefined(_, var requires, var description)
                ? Optional.of(new ServiceClass(key, requires, description, fact.position()))
                : row;
    }
}
