package dev.lekha.command.registration;

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
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * A node says, or its gateway for it, that it cannot be reached for a while.
 *
 * @param until when it means to wake, ISO 8601, or left out
 */
@Command(namespace = "registration", name = "ReportSleep")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record ReportSleep(
        NodeId node,
        @Omittable String until,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements NodeStep {
    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.SLEEP;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        return List.of(new SleepReported(node, until));
    }

    public ReportSleep {
        if (!until.isEmpty()) {
            Times.parse(until);
        }
    }

    @Override
    public Verdict decide(Principal principal) {
        return Carrying.refused(caller, node, principal)
                .orElseGet(() -> NodeStep.super.decide(principal));
    }
}
