package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What doors ask when somebody shows a secret. */
@View(
        name = "credentials",
        capability = "registration",
        fields = {"principal", "state"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class Credentials implements Projection<Credentials.Credential> {
    /**
     * @param notAfter ISO 8601, or empty for no end
     * @param state {@code in-force} or {@code revoked}
     */
    public record Credential(
            String credential,
            String principal,
            String tenant,
            SortedSet<Role> roles,
            SortedSet<String> scopes,
            String notAfter,
            SecretDigest secret,
            String state) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case CredentialIssued e -> List.of(e.credential().value());
            case CredentialRevoked e -> List.of(e.credential().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Credential> apply(String key, Optional<Credential> row, Fact fact) {
        return switch (fact.event()) {
            case CredentialIssued e ->
                    Optional.of(
                            new Credential(
                                    key,
                                    e.principal(),
                                    fact.tenant(),
                                    e.roles(),
                                    e.scopes(),
                                    e.notAfter(),
                                    e.secret(),
                                    "in-force"));
            case CredentialRevoked _ ->
                    row.map(one ->
                            new Credential(
                                    key,
                                    one.principal,
                                    one.tenant,
                                    one.roles,
                                    one.scopes,
                                    one.notAfter,
                                    one.secret,
                                    "revoked"));
            default -> row;
        };
    }
}
