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
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.OutageEvent.RestartReported;
import java.time.Instant;
import java.util.ArrayList;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * A node says, or its gateway for it, that it has restarted and is in service: its outage, where
 * there is one, is over.
 *
 * @param cause why it had stopped, as it knows, or left out
 */
@Command(namespace = "registration", name = "ReportRestart")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record ReportRestart(
        NodeId node,
        @Omittable String cause,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements OutageStep {
    private static final String EVIDENCE = "restart";

    @Override
    public Verdict decide(Known known) {
        if (!known.principal().isNode()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        return Carrying.refused(caller, node, known.principal()).orElseGet(() -> restarted(known));
    }

    private Verdict restarted(Known known) {
        var found = known.principal().lifecycle();
        if (found == Lifecycle.QUARANTINED) {
            return refuse("quarantined", node + " is held; nothing is taken from it.");
        }
        var events = new ArrayList<DomainEvent>();
        events.add(new RestartReported(node, cause));
        if (found.allows(Lifecycle.Step.WAKE)) {
            events.add(new WakeReported(node, EVIDENCE));
        }
        events.addAll(known.outage().returned(receivedAt, EVIDENCE));
        return accept(events);
    }
}
