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
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
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
     * @param taken whether this report came before
     * @param gateway that the node stands behind, or empty
     */
    record Known(Lifecycle lifecycle, boolean taken, String gateway) {
        Known at(Lifecycle next, String behind) {
            return new Known(next, taken, behind);
        }
    }

    public AcceptReport {
        readings = List.copyOf(readings);
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                NodeRegistered.class,
                NodeDeregistered.class,
                NodeAttachedToGateway.class,
                NodeDetachedFromGateway.class,
                SleepReported.class,
                WakeReported.class,
                NodeMarkedUnreachable.class,
                NodeQuarantined.class,
                NodeReleased.class);
    }

    @Override
    public Optional<EventCriteria> own() {
        return Optional.of(
                Boundary.of(Tags.REQUEST, ReportAccepted.key(node, request), ReportAccepted.class));
    }

    @Override
    public Known initial() {
        return new Known(Lifecycle.UNKNOWN, false, "");
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        var next = known.lifecycle.evolve(event);
        return switch (event) {
            case NodeRegistered registered -> known.at(next, registered.gateway());
            case NodeDeregistered _ -> known.at(next, "");
            case NodeAttachedToGateway attached -> known.at(next, attached.gateway().value());
            case NodeDetachedFromGateway _ -> known.at(next, "");
            case ReportAccepted _ -> new Known(next, true, known.gateway);
            default -> known.at(next, known.gateway);
        };
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.lifecycle.takesPart()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        if (caller.is(Role.NODE) && !Set.of(node.value(), known.gateway).contains(caller.actor())) {
            return refuse(
                    "not-the-reporter",
                    caller.actor() + " is neither " + node + " nor its gateway.");
        }
        if (known.lifecycle == Lifecycle.QUARANTINED) {
            return refuse("quarantined", node + " is held; nothing is taken from it.");
        }
        return known.taken
                ? accept(new ReportDuplicateIgnored(node, request, via))
                : accept(accepted(known));
    }

    /** Who reports is awake, whatever was thought of it. */
    private List<DomainEvent> accepted(Known known) {
        var report = new ReportAccepted(node, request, via, digest, readings);
        return known.lifecycle.allows(Lifecycle.Step.WAKE)
                ? List.of(report, new WakeReported(node, "report"))
                : List.of(report);
    }
}
