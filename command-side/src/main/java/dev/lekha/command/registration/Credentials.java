package dev.lekha.command.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import java.util.List;
import java.util.stream.Stream;

/** Whoever leaves leaves no key behind. */
final class Credentials {
    private Credentials() {}

    /**
     * The farewell, and the end of each credential that acts for the principal, in the order of
     * their ids.
     */
    static List<DomainEvent> revoking(Principal principal, String name, DomainEvent farewell) {
        return Stream.concat(
                        Stream.of(farewell),
                        principal.credentials().stream()
                                .sorted((one, other) -> one.value().compareTo(other.value()))
                                .map(credential ->
                                        new CredentialRevoked(credential, name, "deregistered")))
                .toList();
    }
}
