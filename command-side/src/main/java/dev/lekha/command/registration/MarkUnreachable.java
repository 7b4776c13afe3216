package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import java.time.Instant;
import java.util.ArrayList;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * A node could not be reached when it should have been: its outage begins.
 *
 * @param evidence what shows it, such as {@code delivery-failed}
 * @param since when it began, ISO 8601, not in the future; left out: now
 * @param caller an operator, or the gateway that the node stands behind
 */
@Command(namespace = "registration", name = "MarkUnreachable")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record MarkUnreachable(
        NodeId node,
        String evidence,
        @Omittable String since,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements OutageStep {
    public MarkUnreachable {
        if (!since.isEmpty()) {
            Times.parse(since);
        }
    }

    @Override
    public Verdict decide(Known known) {
        var found = known.principal().lifecycle();
        if (found == Lifecycle.UNKNOWN
                || known.principal().standing() == Principal.Standing.APPLICATION_ENTITY) {
            return refuse("node-unknown", node + " is not a known node.");
        }
        if (caller.is(Role.NODE) && !caller.actor().equals(known.principal().gateway())) {
            return refuse("not-the-gateway", caller.actor() + " is not the gateway of " + node);
        }
        if (found == Lifecycle.UNREACHABLE) {
            return accept();
        }
        return found.allows(Lifecycle.Step.LOSE)
                ? lost(known.outage())
                : Lives.refused(node, found, Lifecycle.Step.LOSE);
    }

    private Verdict lost(Outage before) {
        var start = since.isEmpty() ? receivedAt : Times.parse(since);
        if (start.isAfter(receivedAt)) {
            return refuse("since-in-future", "It is not " + since + " yet.");
        }
        var events = new ArrayList<DomainEvent>(before.settled(receivedAt, evidence));
        events.add(new NodeMarkedUnreachable(node, evidence));
        events.add(before.begins(node, evidence, start));
        return accept(events);
    }
}
