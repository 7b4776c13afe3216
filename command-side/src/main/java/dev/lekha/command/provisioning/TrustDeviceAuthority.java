package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.pki.CaCertificate;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentPolicy;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Lets the devices of an authority register themselves (5.2.4), or changes how they do; the same
 * again changes nothing.
 *
 * @param certificate the authority's, PEM or DER in base64
 * @param policy as what its devices take part
 * @param notAfter ISO 8601, after which nobody gets in; left out for the certificate's own end
 * @param receivedAt the door's clock
 */
@Command(namespace = "provisioning", name = "TrustDeviceAuthority")
@AllowedTo(Role.OPERATOR)
public record TrustDeviceAuthority(
        AuthorityId authority,
        CaCertificate certificate,
        EnrolmentPolicy policy,
        @Omittable String notAfter,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements AuthorityStep {
    public TrustDeviceAuthority {
        if (!notAfter.isEmpty()) {
            try {
                Instant.parse(notAfter);
            } catch (DateTimeParseException unreadable) {
                throw new IllegalArgumentException("an end reads 2030-12-31T00:00:00Z", unreadable);
            }
        }
    }

    @Override
    public Verdict decide(Authority known) {
        var end = certificate.notAfter();
        if (receivedAt.isAfter(end)) {
            return refuse("authority-expired", "The certificate of " + authority + " has expired.");
        }
        var trusted = new DeviceAuthorityTrusted(authority, certificate, policy, notAfter);
        return known.trusted().equals(Optional.of(trusted)) ? accept() : accept(trusted);
    }
}
