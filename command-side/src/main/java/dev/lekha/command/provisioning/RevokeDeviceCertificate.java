package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateRevoked;
import java.util.Locale;
import java.util.regex.Pattern;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Takes a certificate no more, for ever; whether it has been seen or not. An intermediate's serial
 * number ends all below it.
 *
 * @param serial hexadecimal, with or without colons, as {@code openssl x509 -serial} writes it
 */
@Command(namespace = "provisioning", name = "RevokeDeviceCertificate")
@AllowedTo(Role.OPERATOR)
public record RevokeDeviceCertificate(
        AuthorityId authority, String serial, @Omittable String reason) implements AuthorityStep {
    private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{1,64}");

    public RevokeDeviceCertificate {
        var bare = serial.toLowerCase(Locale.ROOT).replace(":", "").replaceFirst("^0+(?=.)", "");
        if (!SERIAL.matcher(bare).matches()) {
            throw new IllegalArgumentException("a serial number is hexadecimal");
        }
        serial = bare;
    }

    @Override
    public Verdict decide(Authority known) {
        if (!known.known()) {
            return refuse("authority-unknown", authority + " was never trusted.");
        }
        return known.revoked().contains(serial)
                ? accept()
                : accept(new DeviceCertificateRevoked(authority, serial, reason));
    }
}
