package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.predicate.Qualities;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.NodeQualities;
import java.util.SortedMap;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says all that a node can do and is, in place of what the same source said before. What the node
 * says of itself outranks what was preconfigured, and both stay visible (6.16).
 *
 * @param capabilities texts, numbers, truth values and arrays of texts, by name
 * @param caller the door's word on who asks: a node speaks as the device, others preconfigure
 */
@Command(namespace = "registration", name = "DeclareCapabilities")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE})
public record DeclareCapabilities(
        NodeId node,
        SortedMap<String, Quality> capabilities,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<NodeCapabilities> {
    public DeclareCapabilities {
        capabilities = Qualities.checked(capabilities);
        NodeQualities.checkDeclarable(capabilities);
    }

    @Override
    public boolean permits(Caller asking) {
        return !asking.is(Role.NODE) || asking.actor().equals(node.value());
    }

    @Override
    public EventCriteria boundary() {
        return NodeCapabilities.boundary(node);
    }

    @Override
    public NodeCapabilities initial() {
        return NodeCapabilities.UNKNOWN;
    }

    @Override
    public NodeCapabilities evolve(NodeCapabilities known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(NodeCapabilities known) {
        if (!known.registered()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        var source =
                caller.is(Role.NODE) ? CapabilitySource.DEVICE : CapabilitySource.PRECONFIGURED;
        var next = known.capabilities().with(source, capabilities);
        return next.equals(known.published())
                ? accept()
                : accept(known.declaring(node, source, next));
    }
}
