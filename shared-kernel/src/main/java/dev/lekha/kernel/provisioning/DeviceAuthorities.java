package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.pki.CaCertificate;
import java.util.List;

/**
 * Which authorities are trusted: asked by doors, so that a device finds its own. What it comes to
 * is decided by the command.
 */
public interface DeviceAuthorities {
    /**
     * One that is trusted.
     *
     * @param tenant whose it is, and into which its devices enrol
     */
    record Known(
            String tenant,
            AuthorityId authority,
            CaCertificate certificate,
            EnrolmentPolicy policy) {}

    /**
     * Those of that subject, RFC 2253: of the default tenant in the order of their ids, then of
     * others, those first of which that was said first. Fails with {@link dev.lekha.kernel.Refused}
     * of kind busy where it cannot tell now.
     */
    List<Known> named(String subject);

    /**
     * Whether the node has enrolled there with this very certificate.
     *
     * @param fingerprint {@code sha-256:} and hex
     */
    boolean isEnrolled(TenantKey node, String fingerprint);
}
