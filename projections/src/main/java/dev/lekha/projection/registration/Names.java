package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which node a name names, now and before (4.8). */
@View(
        name = "names",
        capability = "registration",
        fields = {"node"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING})
public final class Names implements Projection<Names.Named> {
    /**
     * One stretch of the log in which the name named the node.
     *
     * @param until 0 where it still does
     */
    public record Holding(String node, long from, long until) {}

    /**
     * @param node empty where nobody has the name
     */
    public record Named(String name, String node, List<Holding> history) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NameBound e -> List.of(e.name().value());
            case NameReleased e -> List.of(e.name().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Named> apply(String key, Optional<Named> row, Fact fact) {
        var history = new ArrayList<>(row.map(Named::history).orElse(List.of()));
        return switch (fact.event()) {
            case NameBound e -> {
                history.add(new Holding(e.node().value(), fact.position(), 0));
                yield Optional.of(new Named(key, e.node().value(), history));
            }
            case NameReleased _ -> {
                var last = history.removeLast();
                history.add(new Holding(last.node, last.from, fact.position()));
                yield Optional.of(new Named(key, "", history));
            }
            default -> row;
        };
    }
}
