package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Qualities;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.provisioning.ConfigurationEvent.ConfigurationSet;
import dev.lekha.kernel.provisioning.ConfigurationScope;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says all that devices are set to, in place of what was said of the same scope before; the same
 * again changes nothing. Nothing that it is for need be there yet.
 *
 * @param scope {@code authority/…}, {@code service-class/…} or {@code node/…}
 * @param settings texts, numbers, truth values and arrays of texts, by name
 */
@Command(namespace = "provisioning", name = "SetConfiguration")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record SetConfiguration(ConfigurationScope scope, SortedMap<String, Quality> settings)
        implements Decision<ConfigurationSet> {
    public SetConfiguration {
        settings = Qualities.checked(settings);
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.CONFIGURATION, scope.text(), ConfigurationSet.class);
    }

    /** Before the first version. */
    @Override
    public ConfigurationSet initial() {
        return new ConfigurationSet(scope, 0, new TreeMap<>());
    }

    @Override
    public ConfigurationSet evolve(ConfigurationSet newest, DomainEvent event) {
        return event instanceof ConfigurationSet next ? next : newest;
    }

    @Override
    public Verdict decide(ConfigurationSet newest) {
        return newest.version() > 0 && newest.settings().equals(settings)
                ? accept()
                : accept(new ConfigurationSet(scope, newest.version() + 1, settings));
    }
}
