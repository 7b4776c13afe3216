package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeBootstrapped;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Tells a provisioned node where to register, and gives it the key to do so; the same again changes
 * nothing (5.2.6).
 *
 * @param server where it registers
 * @param configuration what it is given, by a name or digest of the owner's
 * @param secret the shared secret, or its digest as {@code sha-256:<hex>}, or left out
 */
@Command(namespace = "registration", name = "BootstrapNode")
@AllowedTo(Role.OPERATOR)
public record BootstrapNode(
        NodeId node, String server, String configuration, @Omittable SecretDigest secret)
        implements NodeStep {
    public BootstrapNode {
        if (configuration.isEmpty()) {
            throw new IllegalArgumentException("a configuration has a name");
        }
    }

    @Override
    public Lifecycle.Step step() {
        return Lifecycle.Step.BOOTSTRAP;
    }

    @Override
    public List<DomainEvent> taken(Principal principal) {
        var events = new ArrayList<DomainEvent>();
        events.add(new NodeBootstrapped(node, server, configuration));
        if (!secret.equals(SecretDigest.NONE)) {
            events.add(Credentials.ofNode(node, secret));
        }
        return events;
    }

    @Override
    public Verdict decide(Principal principal) {
        var again = principal.lifecycle() == Lifecycle.BOOTSTRAPPED;
        if (again && principal.configuration().equals(server + " " + configuration)) {
            return accept();
        }
        return again
                        && !secret.equals(SecretDigest.NONE)
                        && principal.credentials().contains(new CredentialId(node.value()))
                ? refuse("credential-taken", node + " has been given its credential.")
                : NodeStep.super.decide(principal);
    }
}
