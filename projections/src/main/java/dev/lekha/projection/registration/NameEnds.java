package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.projection.Due;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that end by themselves, and when. Key: the name in its scope, and its holder. */
@View(
        name = "name-ends",
        capability = "registration",
        fields = Due.FIELD,
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class NameEnds implements Projection<NameEnds.End> {
    /**
     * @param end as the event wrote it
     */
    public record End(String holder, String name, String scope, String end, String dueAt)
            implements Due {
        @Override
        public String capability() {
            return "registration";
        }

        @Override
        public String command() {
            return "EndName";
        }

        @Override
        public Map<String, Object> body() {
            return Map.of("holder", holder, "name", name, "scope", scope, "until", end);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return Bindings.change(fact).map(Bindings.Change::keyOfHolder).stream().toList();
    }

    @Override
    public Optional<End> apply(String key, Optional<End> row, Fact fact) {
        return Bindings.change(fact).orElse(null) instanceof Bindings.Bound bound
                        && !bound.end().isEmpty()
                ? Optional.of(
                        new End(
                                bound.holder().text(),
                                bound.name().value(),
                                bound.scope(),
                                bound.end(),
                                Due.text(Instant.parse(bound.end()))))
                : Optional.empty();
    }
}
