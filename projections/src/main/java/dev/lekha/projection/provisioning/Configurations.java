package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.provisioning.ConfigurationEvent.ConfigurationSet;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What devices are to be set to, newest version. Key: the scope, {@code node/pump-1}. */
@View(
        name = "configurations",
        capability = "provisioning",
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Configurations implements Projection<Configurations.Configuration> {
    /**
     * @param position of the event that set it
     */
    public record Configuration(
            String scope, long version, SortedMap<String, Quality> settings, long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ConfigurationSet said
                ? List.of(said.scope().text())
                : List.of();
    }

    @Override
    public Optional<Configuration> apply(String key, Optional<Configuration> row, Fact fact) {
        return fact.event() instanceof ConfigurationSet(_, var version, var settings)
                ? Optional.of(new Configuration(key, version, settings, fact.position()))
                : row;
    }
}
