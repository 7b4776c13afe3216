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
            long untilPosition) {
        static Attachment of(String node, String gateway, Interval interval) {
            return new Attachment(
                    node,
                    gateway,
                    interval.since(),
                    interval.until(),
                    interval.sincePosition(),
                    interval.untilPosition());
        }

        Interval interval() {
            return new Interval(since, until, sincePosition, untilPosition);
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
        return row.map(past ->
                        Map.of(
                                past.interval().pastKey(key),
                                Attachment.of(key, past.gateway, past.interval().endedBy(fact))))
                .orElse(Map.of());
    }

    @Override
    public Optional<Attachment> apply(String key, Optional<Attachment> row, Fact fact) {
        var gateway =
                switch (fact.event()) {
                    case NodeAttachedToGateway e -> e.gateway().value();
                    case NodeRegistered e -> e.gateway();
                    default -> "";
                };
        var interval =
                row.map(past -> past.interval().next(fact)).orElseGet(() -> Interval.from(fact));
        return gateway.isEmpty()
                ? Optional.empty()
                : Optional.of(Attachment.of(key, gateway, interval));
    }
}
