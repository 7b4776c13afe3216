package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.GatewayEvent;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands and stood behind which gateway, a row for each time (4.6). Key: the node. */
@View(
        name = "attachments",
        capability = "registration",
        fields = {"node", "gateway", "since", "until", "sincePosition", "untilPosition"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Attachments implements Projection<Attachments.Attachment> {
    /** A node behind a gateway. */
    public record Attachment(
            String node,
            String gateway,
            String since,
            String until,
            long sincePosition,
            long untilPosition)
            implements Interval.Row<Attachment> {
        @Override
        public Attachment over(Interval other) {
            return new Attachment(
                    node,
                    gateway,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case GatewayEvent e -> List.of(e.node().value());
            case NodeRegistered e -> List.of(e.node().value());
            case NodeDeregistered e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Map<String, Attachment> leaves(String key, Optional<Attachment> row, Fact fact) {
        return Interval.left(key, row, fact);
    }

    @Override
    public Optional<Attachment> apply(String key, Optional<Attachment> row, Fact fact) {
        var gateway =
                switch (fact.event()) {
                    case NodeAttachedToGateway e -> e.gateway().value();
                    case NodeRegistered e -> e.gateway();
                    default -> "";
                };
        return gateway.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Attachment(key, gateway, "", "", 0, 0).over(Interval.begun(row, fact)));
    }
}
