package dev.lekha.command.registration;

import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whoever leaves leaves no key behind. */
final class Credentials {
    private Credentials() {}

    /**
     * The farewell, and the end of each credential that acts for the principal, in the order of
     * their ids.
     */
    static List<DomainEvent> revoking(Principal principal, String name, DomainEvent farewell) {
        return Stream.concat(Stream.of(farewell), revocations(principal, name).stream()).toList();
    }

    /** The end of each credential that acts for the principal, in the order of their ids. */
    static List<DomainEvent> revocations(Principal principal, String name) {
        return principal.credentials().stream()
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .<DomainEvent>map(
                        credential -> new CredentialRevoked(credential, name, "deregistered"))
                .toList();
    }

    /** A node's own credential, under its own name. */
    static CredentialIssued ofNode(NodeId node, SecretDigest secret) {
        return new CredentialIssued(
                new CredentialId(node.value()),
                node.value(),
                new TreeSet<>(EnumSet.of(Role.NODE)),
                Collections.emptySortedSet(),
                "",
                secret);
    }
}
