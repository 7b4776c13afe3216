package dev.lekha.projection.access;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.access.Ownership;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Who registered what is there. Key: {@code node:id} or {@code group:id}. */
@View(
        name = "owners",
        capability = "access",
        fields = {"owner"},
        readers = {Role.OPERATOR, Role.AUDITOR},
        parties = "owner")
public final class Owners implements Projection<Owners.Owned> {
    /** A thing and the actor whose it is. */
    public record Owned(String entity, String owner) {}

    @Override
    public List<String> keys(Fact fact) {
        return Ownership.entity(fact.event()).map(List::of).orElse(List.of());
    }

    @Override
    public Optional<Owned> apply(String key, Optional<Owned> row, Fact fact) {
        return Ownership.after(row.map(Owned::owner), fact.event(), fact.actor())
                .map(owner -> new Owned(key, owner));
    }
}
