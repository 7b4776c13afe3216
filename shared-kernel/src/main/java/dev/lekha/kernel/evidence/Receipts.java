package dev.lekha.kernel.evidence;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.cose.CoseSign1;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives the platform's receipt for a signed message that was taken in. */
@FunctionalInterface
public interface Receipts {
    /** How soon a message's inclusion in the log is to be provable. */
    Duration PROOF_WITHIN = Duration.ofMinutes(10);

    /** For a platform that publishes nothing, and so can promise no proof. */
    Receipts NONE = (_, _, _, _, _, _) -> Optional.empty();

    /**
     * The same message gets the same receipt, byte by byte. Empty where none can be given now.
     *
     * @param tenant whose node it is
     * @param receivedAt the door's clock
     * @param answer what the platform answered, now or to a repeat
     */
    Optional<CoseSign1> submission(
            String tenant,
            NodeId node,
            RequestId request,
            OriginStatement statement,
            Instant receivedAt,
            Answer answer);
}
