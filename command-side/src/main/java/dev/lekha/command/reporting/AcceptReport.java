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
import dev.lekha.kernel.evidence.ChainLinks;
import dev.lekha.kernel.evidence.DeviceKeys;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import dev.lekha.kernel.evidence.Origin;
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
import java.util.ArrayList;
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
 * @param origin what the node signed; stored in the same append, or the report is not taken (R12)
 * @param receivedAt the door's clock
 * @param caller the node itself, its gateway, or an operator
 * @param visitedDomain of the process whose door it is, or empty
 */
@Command(namespace = "reporting", name = "AcceptReport")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record AcceptReport(
        NodeId node,
        RequestId request,
        String via,
        String digest,
        List<Reading> readings,
        Origin origin,
        Instant receivedAt,
        Caller caller,
        String visitedDomain)
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
            @JacksonInject(value = CommandCatalogue.ORIGIN, useInput = OptBoolean.FALSE)
                    Origin origin,
            @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                    Instant receivedAt,
            @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE)
                    Caller caller,
            @JacksonInject(value = CommandCatalogue.VISITED_DOMAIN, useInput = OptBoolean.FALSE)
                    String visitedDomain) {
        var readings = pack.resolve(node, receivedAt);
        return new AcceptReport(
                node, request, via, digest, readings, origin, receivedAt, caller, visitedDomain);
    }

    /**
     * @param taken whether this report came before
     * @param gateway that the node stands behind, or empty
     * @param keys of the node, and what is known around the statement's place; both only where
     *     something was signed
     */
    record Known(
            Lifecycle lifecycle, boolean taken, String gateway, DeviceKeys keys, ChainLinks links) {
        Known at(Lifecycle next, String behind) {
            return new Known(next, taken, behind, keys, links);
        }

        Known with(DeviceKeys changed) {
            return new Known(lifecycle, taken, gateway, changed, links);
        }
    }

    public AcceptReport {
        readings = List.copyOf(readings);
    }

    /** Of an unsigned report no wider than it need be: most are. */
    @Override
    public EventCriteria boundary() {
        var life =
                Boundary.of(
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
        return switch (origin) {
            case Origin.Unsigned() -> life;
            case Origin.Signed _ -> EventCriteria.either(life, SignedStatement.keys(node));
        };
    }

    @Override
    public Optional<EventCriteria> own() {
        var key = ReportAccepted.key(node, request);
        var taken = Boundary.of(Tags.REQUEST, key, ReportAccepted.class);
        return Optional.of(
                switch (origin) {
                    case Origin.Unsigned() -> taken;
                    case Origin.Signed signed ->
                            EventCriteria.either(taken, SignedStatement.places(node, signed));
                });
    }

    @Override
    public Known initial() {
        return new Known(Lifecycle.UNKNOWN, false, "", DeviceKeys.NONE, ChainLinks.NONE);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        var next = known.lifecycle.evolve(event);
        var keyed = known.with(known.keys.evolve(event));
        return switch (event) {
            case NodeRegistered registered -> keyed.at(next, registered.gateway());
            case NodeDeregistered _ -> keyed.at(next, "");
            case NodeAttachedToGateway attached -> keyed.at(next, attached.gateway().value());
            case NodeDetachedFromGateway _ -> keyed.at(next, "");
            case ReportAccepted _ -> new Known(next, true, known.gateway, known.keys, known.links);
            case OriginEvidenceStored link ->
                    new Known(next, known.taken, known.gateway, known.keys, known.links.with(link));
            default -> keyed.at(next, known.gateway);
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
        return switch (origin) {
            case Origin.Unsigned() -> accept(reported(known));
            case Origin.Signed signed ->
                    decide(known, new SignedStatement(node, request, signed, receivedAt));
        };
    }

    private Verdict decide(Known known, SignedStatement statement) {
        if (statement.isStored(known.links)) {
            return accept(new ReportDuplicateIgnored(node, request, via));
        }
        var standing = statement.standing(known.keys);
        if (standing != DeviceKeys.Standing.HOLDS) {
            return refuse(standing.code(), standing.sentence());
        }
        var events = new ArrayList<>(statement.events(known.links));
        events.addAll(reported(known));
        return accept(events);
    }

    /** Who reports is awake, whatever was thought of it. */
    private List<DomainEvent> reported(Known known) {
        if (known.taken) {
            return List.of(new ReportDuplicateIgnored(node, request, via));
        }
        var report = new ReportAccepted(node, request, via, digest, readings, visitedDomain);
        return known.lifecycle.allows(Lifecycle.Step.WAKE)
                ? List.of(report, new WakeReported(node, "report"))
                : List.of(report);
    }
}
