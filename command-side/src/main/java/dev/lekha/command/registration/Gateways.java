package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import java.util.Optional;

/*
 * Why no gateway ever stands behind itself: a gateway is let behind another only while that other stands behind none.
 * The edge that would close a circle leads to a gateway that has a way on, and is refused. What a decision has to know
 * is therefore the two nodes that it is about, however deep the tree is; of two moves that would close a circle
 * together, each lies in the boundary of the other.
 */

/** What may stand behind what. */
final class Gateways {
    private Gateways() {}

    /** No, where the gateway is none or what would stand behind it must not. */
    static Optional<Verdict> refused(String gateway, Principal there, Principal.Standing behind) {
        if (!there.isGateway()) {
            return Optional.of(
                    refuse("gateway-unknown", gateway + " is not a registered gateway."));
        }
        return behind == Principal.Standing.GATEWAY && !there.gateway().isEmpty()
                ? Optional.of(
                        refuse(
                                "gateway-nested",
                                "%s stands behind %s itself; a gateway goes behind one that stands behind none."
                                        .formatted(gateway, there.gateway())))
                : Optional.empty();
    }
}
