package dev.lekha.kernel;

import java.util.Optional;

/**
 * Who is this? Asked by every door. Fails with {@link Refused} of kind busy where it cannot tell
 * now.
 */
public interface Authenticator {
    /**
     * The caller behind a credential, or nothing where it is unknown, wrong, revoked or expired.
     *
     * @param credential as a {@link CredentialName}
     */
    Optional<Caller> authenticate(String credential, String secret);

    /**
     * The caller behind a credential in force, whose secret somebody else has checked: an MQTT
     * broker that asks here.
     */
    Optional<Caller> holder(String credential);

    /** Whether the caller is a node that is quarantined, so that nothing goes on for it. */
    default boolean isHeld(Caller caller) {
        return false;
    }

    /**
     * Whether a node's facts may be reported by this caller: by itself or by the gateway it is
     * attached to.
     */
    boolean mayReportFor(Caller caller, String node);
}
