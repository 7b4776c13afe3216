package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.provisioning.ConfigurationEvent.ConfigurationHandedOut;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * Notes that a device is given a version of its configuration, once for each; the door that gives
 * it sends this before it does.
 */
@Command(namespace = "provisioning", name = "HandOutConfiguration")
@AllowedTo(Role.PLATFORM)
public record HandOutConfiguration(NodeId node, String version, String digest, String door)
        implements Decision<PSet<String>> {
    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.NODE, node.value(), ConfigurationHandedOut.class);
    }

    /** Versions that it was given. */
    @Override
    public PSet<String> initial() {
        return HashTreePSet.empty();
    }

    @Override
    public PSet<String> evolve(PSet<String> given, DomainEvent event) {
        return event instanceof ConfigurationHandedOut handed
                ? given.plus(handed.version())
                : given;
    }

    @Override
    public Verdict decide(PSet<String> given) {
        return given.contains(version)
                ? accept()
                : accept(new ConfigurationHandedOut(node, version, digest, door));
    }
}
