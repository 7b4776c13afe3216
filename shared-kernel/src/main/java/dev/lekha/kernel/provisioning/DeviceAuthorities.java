package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.pki.CaCertificate;
import java.util.List;

/**
 * Which authorities are trusted: asked by doors, so that a device finds its own. What it comes to
 * is decided by the command.
 */
public interface DeviceAuthorities {
    /** One that is trusted. */
    record Known(AuthorityId authority, CaCertificate certificate, EnrolmentPolicy policy) {}

    /**
     * Those of that subject, RFC 2253, in the order of their ids. Fails with {@link
     * dev.lekha.kernel.Refused} of kind busy where it cannot tell now.
     */
    List<Known> named(String subject);
}
