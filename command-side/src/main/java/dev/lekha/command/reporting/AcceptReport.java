package dev.lekha.command.reporting;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.Boundary;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.ReportingEvent.ReportDuplicateIgnored;
import dev.lekha.kernel.reporting.SenMlPack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes what a node reports, once for each request id of the node.
 *
 * @param request the node's own id of this report
 * @param via the door, or empty
 * @param digest of the bytes as they came, {@code sha-256:<hex>}, or empty
 * @param caller the node itself, its gateway, or an operator
 */
@Command(namespace = "reporting", name = "AcceptReport")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record AcceptReport(
        NodeId node,
        RequestId request,
        String via,
        String digest,
        List<Reading> readings,
        Caller caller)
        implements Decision<AcceptReport.Known> {
    /**
     * @param pack SenML, RFC 8428
     * @param receivedAt the door's clock; relative times count from it
     */
    @JsonCreator
    public static AcceptReport of(
            NodeId node,
            RequestId request,
            @Omittable String via,
            @Omittable String digest,
            SenMlPack pack,
            @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                    Instant receivedAt,
            @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE)
                    Caller caller) {
        return new AcceptReport(node, request, via, digest, pack.resolve(node, receivedAt), caller);
    }

    /**
     * @param gateway that the node stands behind, or empty
     */
    record Known(boolean registered, boolean taken, String gateway) {}

    public AcceptReport {
        readings = List.copyOf(readings);
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.NODE, node.value(), NodeRegistered.class, NodeDeregistered.class);
    }

    @Override
    public Optional<EventCriteria> own() {
        return Optional.of(
                Boundary.of(Tags.REQUEST, ReportAccepted.key(node, request), ReportAccepted.class));
    }

    @Override
    public Known initial() {
        return new Known(false, false, "");
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return switch (event) {
            case NodeRegistered registered -> new Known(true, known.taken, registered.gateway());
            case NodeDeregistered _ -> new Known(false, known.taken, "");
            case ReportAccepted _ -> new Known(known.registered, true, known.gateway);
            default -> known;
        };
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.registered) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        if (caller.is(Role.NODE) && !Set.of(node.value(), known.gateway).contains(caller.actor())) {
            return refuse(
                    "not-the-reporter",
                    caller.actor() + " is neither " + node + " nor its gateway.");
        }
        return known.taken
                ? accept(new ReportDuplicateIgnored(node, request, via))
                : accept(new ReportAccepted(node, request, via, digest, readings));
    }
}
