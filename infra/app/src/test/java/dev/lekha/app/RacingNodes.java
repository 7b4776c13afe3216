package dev.lekha.app;

import dev.lekha.command.registration.DeclareCapabilities;
import dev.lekha.command.registration.RegisterNode;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.NodeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.TreeMap;

/**
 * The nodes over which races are run. Each season has its own: an introduction reads all that its
 * node was ever in, so a round would cost the more the later it is.
 */
final class RacingNodes {
    static final int SEASON = 20;

    private RacingNodes() {}

    static NodeId node(int round, int number) {
        return new NodeId("node-%d-%d".formatted(round / SEASON, number));
    }

    static NodeId declaring(int round) {
        return new NodeId("declaring-" + round);
    }

    static RegisterNode register(NodeId node) {
        return new RegisterNode(
                node, NodeKind.DEVICE, "", "", "", SecretDigest.NONE, "", Instant.EPOCH);
    }

    static DeclareCapabilities declaration(NodeId node, int battery) {
        var capabilities = new TreeMap<String, Quality>();
        capabilities.put("battery", new Quality.Numeric(BigDecimal.valueOf(battery)));
        return new DeclareCapabilities(node, capabilities, Caller.PLATFORM);
    }
}
