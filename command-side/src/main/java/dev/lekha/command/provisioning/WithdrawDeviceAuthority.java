package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityWithdrawn;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Takes no certificate of an authority any more. What has enrolled stays registered, and gets in no
 * more by its certificate.
 */
@Command(namespace = "provisioning", name = "WithdrawDeviceAuthority")
@AllowedTo(Role.OPERATOR)
public record WithdrawDeviceAuthority(AuthorityId authority, @Omittable String reason)
        implements AuthorityStep {
    @Override
    public Verdict decide(Authority known) {
        if (!known.known()) {
            return refuse("authority-unknown", authority + " was never trusted.");
        }
        return known.trusted().isEmpty()
                ? accept()
                : accept(new DeviceAuthorityWithdrawn(authority, reason));
    }
}
