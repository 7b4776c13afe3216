package dev.lekha.app;

import static dev.lekha.app.ProcessRole.COMMAND;
import static dev.lekha.app.ProcessRole.EDGE;
import static dev.lekha.app.ProcessRole.PROJECTIONS;
import static dev.lekha.app.ProcessRole.QUERY;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Takes out the doors that this process does not serve, before any is made. Doors know nothing of
 * roles: it is their place that says whose they are.
 */
final class RolesOfDoors implements BeanDefinitionRegistryPostProcessor {
    private static final Map<String, ProcessRole> PLACES =
            Map.ofEntries(
                    Map.entry("dev.lekha.edge.mqtt.", EDGE),
                    Map.entry("dev.lekha.edge.reports.", EDGE),
                    Map.entry("dev.lekha.edge.enrolment.", EDGE),
                    Map.entry("dev.lekha.edge.notifications.", EDGE),
                    Map.entry("dev.lekha.edge.http.CommandDoor", COMMAND),
                    Map.entry("dev.lekha.edge.provisioning.", COMMAND),
                    Map.entry("dev.lekha.app.Scheduler", COMMAND),
                    Map.entry("dev.lekha.app.Publishing", PROJECTIONS),
                    Map.entry("dev.lekha.app.evidence.ProofDoor", QUERY),
                    Map.entry("dev.lekha.app.evidence.IntervalDoor", QUERY),
                    Map.entry("dev.lekha.app.evidence.EventSearch", QUERY),
                    Map.entry("dev.lekha.app.evidence.TileDoor", QUERY),
                    Map.entry("dev.lekha.edge.kafka.Inbound", COMMAND),
                    Map.entry("dev.lekha.edge.kafka.Feed", PROJECTIONS),
                    Map.entry("dev.lekha.query.", QUERY));

    private final Set<ProcessRole> roles;

    RolesOfDoors(Set<ProcessRole> roles) {
        this.roles = roles;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        Stream.of(registry.getBeanDefinitionNames())
                .filter(name -> isNotServed(place(name, registry)))
                .toList()
                .forEach(registry::removeBeanDefinition);
    }

    private boolean isNotServed(String place) {
        return PLACES.entrySet().stream()
                .anyMatch(known ->
                        place.startsWith(known.getKey()) && !roles.contains(known.getValue()));
    }

    /** The class that the bean is of, or whose method makes it. */
    private static String place(String name, BeanDefinitionRegistry registry) {
        var definition = registry.getBeanDefinition(name);
        var factory = definition.getFactoryBeanName();
        return factory == null
                ? Optional.ofNullable(definition.getBeanClassName()).orElse("")
                : place(factory, registry);
    }
}
