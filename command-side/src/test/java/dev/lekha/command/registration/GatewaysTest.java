package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatewaysTest {
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final NodeId CHILD = new NodeId("child");
    private static final NodeRegistered CHILD_THERE =
            new NodeRegistered(CHILD, NodeKind.DEVICE, "gw-1", "", "");
    private static final NodeRegistered ONE = gateway("gw-1", "");
    private static final NodeRegistered TWO = gateway("gw-2", "");

    @Test
    @Requirement("4.6")
    void a_child_moves_from_one_gateway_to_another() {
        given(ONE, TWO, CHILD_THERE)
                .when(attaching(CHILD, "gw-2", "gw-1"))
                .thenEvents(new NodeAttachedToGateway(CHILD, new NodeId("gw-2")));
        given(ONE, TWO, CHILD_THERE).when(attaching(CHILD, "gw-1", "")).thenNothing();
    }

    @Test
    void a_move_from_where_it_no_longer_stands_is_refused() {
        given(ONE, TWO, CHILD_THERE, new NodeAttachedToGateway(CHILD, new NodeId("gw-2")))
                .when(attaching(CHILD, "gw-3", "gw-1"))
                .thenRefused("moved-meanwhile");
    }

    @Test
    void only_a_registered_gateway_takes_children() {
        given(CHILD_THERE).when(attaching(CHILD, "gw-2", "")).thenRefused("gateway-unknown");
        given(CHILD_THERE, TWO, new NodeDeregistered(new NodeId("gw-2"), ""))
                .when(attaching(CHILD, "gw-2", ""))
                .thenRefused("gateway-unknown");
        given(ONE).when(attaching(CHILD, "gw-1", "")).thenRefused("node-unknown");
        given(ONE, TWO, CHILD_THERE, new NodeQuarantined(CHILD, ""))
                .when(attaching(CHILD, "gw-2", ""))
                .thenEvents(new NodeAttachedToGateway(CHILD, new NodeId("gw-2")));
    }

    @Test
    void a_child_is_taken_from_the_gateway_that_it_stands_behind() {
        var gone = new NodeDetachedFromGateway(CHILD, new NodeId("gw-1"));
        given(ONE, CHILD_THERE)
                .when(new DetachFromGateway(CHILD, new NodeId("gw-1")))
                .thenEvents(gone);
        given(ONE, CHILD_THERE, gone)
                .when(new DetachFromGateway(CHILD, new NodeId("gw-1")))
                .thenRefused("not-attached");
    }

    @Test
    void a_gateway_goes_behind_one_that_stands_behind_none() {
        var behind = new NodeAttachedToGateway(new NodeId("gw-1"), new NodeId("gw-2"));
        given(ONE, TWO).when(attaching(new NodeId("gw-1"), "gw-2", "")).thenEvents(behind);
        given(ONE, TWO, behind)
                .when(attaching(new NodeId("gw-2"), "gw-1", ""))
                .thenRefused("gateway-nested");
        given(ONE, behind)
                .when(
                        new RegisterNode(
                                new NodeId("gw-2"),
                                NodeKind.GATEWAY,
                                "gw-1",
                                "",
                                "",
                                SecretDigest.NONE,
                                "",
                                Instant.EPOCH))
                .thenRefused("gateway-nested");
    }

    @Test
    void whatever_is_asked_in_whatever_order_nobody_stands_behind_itself() {
        var random = new Random(SEED);
        for (var round = 0; round < 200; round++) {
            var history = new ArrayList<DomainEvent>();
            for (var step = 0; step < 25; step++) {
                var node = new NodeId("gw-" + random.nextInt(5));
                var other =
                        "gw-"
                                + (Integer.parseInt(node.value().substring(3))
                                                + 1
                                                + random.nextInt(4))
                                        % 5;
                var asked =
                        switch (random.nextInt(4)) {
                            case 0 -> given(history).when(new DeregisterNode(node, ""));
                            case 1 ->
                                    given(history)
                                            .when(
                                                    registering(
                                                            node,
                                                            random.nextBoolean() ? other : ""));
                            default -> given(history).when(attaching(node, other, ""));
                        };
                if (asked.verdict() instanceof Verdict.Accepted(var events)) {
                    history.addAll(events);
                }
                assertThat(circle(history)).as("seed %d, %s", SEED, history).isFalse();
            }
        }
    }

    private static boolean circle(List<DomainEvent> history) {
        Map<String, String> parents = new HashMap<>();
        for (var event : history) {
            switch (event) {
                case NodeRegistered e -> parents.put(e.node().value(), e.gateway());
                case NodeAttachedToGateway e -> parents.put(e.node().value(), e.gateway().value());
                case NodeDeregistered e -> parents.put(e.node().value(), "");
                default -> throw new AssertionError(event);
            }
        }
        for (var start : parents.keySet()) {
            var seen = new HashSet<String>();
            for (var at = start; !at.isEmpty(); at = parents.getOrDefault(at, "")) {
                if (!seen.add(at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static RegisterNode registering(NodeId node, String gateway) {
        return new RegisterNode(
                node, NodeKind.GATEWAY, gateway, "", "", SecretDigest.NONE, "", Instant.EPOCH);
    }

    private static AttachToGateway attaching(NodeId node, String gateway, String from) {
        return new AttachToGateway(node, new NodeId(gateway), from);
    }

    private static NodeRegistered gateway(String name, String behind) {
        return new NodeRegistered(new NodeId(name), NodeKind.GATEWAY, behind, "", "");
    }
}
