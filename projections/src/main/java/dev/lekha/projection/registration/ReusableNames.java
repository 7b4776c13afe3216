package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.NameClassEvent;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesDeclared;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Classes of names that several may have at the same time. */
@View(
        name = "reusable-names",
        capability = "registration",
        fields = {"scheme"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class ReusableNames implements Projection<ReusableNames.Reusable> {
    public record Reusable(String names, String scheme, Instant since, long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof NameClassEvent e ? List.of(e.names().value()) : List.of();
    }

    @Override
    public Optional<Reusable> apply(String key, Optional<Reusable> row, Fact fact) {
        return fact.event() instanceof ReusableNamesDeclared e
                ? Optional.of(new Reusable(key, e.scheme(), fact.recordedAt(), fact.position()))
                : Optional.empty();
    }
}
