package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a name names, now and before (4.8, 9.2); pseudonyms stand apart. */
@View(
        name = "names",
        capability = "registration",
        fields = {
            "name",
            "scheme",
            "scope",
            "node",
            "holder",
            "since",
            "until",
            "sincePosition",
            "untilPosition"
        },
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING})
public final class Names implements Projection<Named> {
    @Override
    public List<String> keys(Fact fact) {
        return Bindings.concerns(fact, false) ? Bindings.keys(fact) : List.of();
    }

    @Override
    public Map<String, Named> leaves(String key, Optional<Named> row, Fact fact) {
        return Bindings.leaves(key, row, fact);
    }

    @Override
    public Optional<Named> apply(String key, Optional<Named> row, Fact fact) {
        return Bindings.apply(key, row, fact);
    }
}
