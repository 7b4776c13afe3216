package dev.lekha.command.registration;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** A node that slept or was given up says, or its gateway for it, that it is there again. */
@Command(namespace = "registration", name = "ReportWake")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record ReportWake(
        NodeId node,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements NodeStep {
    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.WAKE;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        return List.of(new WakeReported(node, "wake"));
    }

    @Override
    public Verdict decide(Principal principal) {
        return Carrying.refused(caller, node, principal)
                .orElseGet(() -> NodeStep.super.decide(principal));
    }
}
