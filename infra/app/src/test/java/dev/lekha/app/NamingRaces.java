package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Decision;
import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.registration.AttachToGateway;
import dev.lekha.command.registration.BindEntityName;
import dev.lekha.command.registration.BindName;
import dev.lekha.command.registration.RegisterApplicationEntity;
import dev.lekha.command.registration.RegisterNode;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.NodeKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Many ask for one name, of a node and beside it, and one node for many gateways. */
final class NamingRaces {
    private static final int RACERS = 4;

    private static final ApplicationEntityId APPLICATION = new ApplicationEntityId("named-app");
    private static final String GROUP = "named-group";

    /** After so many moves another node is moved, whose history is short again. */
    private static final int MOVES = 100;

    private final RaceSite site;
    private NodeId moving = new NodeId("child-0");
    private NodeId at = gateway(0);

    private NamingRaces(RaceSite site) {
        this.site = site;
    }

    static void run(RaceSite site, int rounds) {
        var races = new NamingRaces(site);
        races.begin();
        for (var round = 0; round < rounds; round++) {
            races.registers(round);
            races.binds(round);
            races.moves(round);
        }
    }

    private void begin() {
        assertThat(
                        List.of(
                                site.ask(
                                        new RegisterApplicationEntity(
                                                APPLICATION, "", SecretDigest.NONE)),
                                site.ask(new CreateGroup(new GroupId(GROUP), Invariants.NONE, ""))))
                .containsOnly("accepted");
        for (var number = 0; number <= RACERS; number++) {
            assertThat(site.ask(register(gateway(number), NodeKind.GATEWAY, "")))
                    .isEqualTo("accepted");
            assertThat(site.ask(register(pump(number), NodeKind.DEVICE, ""))).isEqualTo("accepted");
        }
    }

    private void registers(int round) {
        var node = new NodeId("wanted-" + round);
        winner(
                "name-taken",
                IntStream.range(0, RACERS)
                        .mapToObj(_ -> register(node, NodeKind.DEVICE, ""))
                        .toList());
    }

    private void binds(int round) {
        var name = new Name("dns:n%d.example".formatted(round));
        winner(
                "name-taken",
                IntStream.range(0, RACERS).mapToObj(number -> bind(number, name)).toList());
    }

    /** A name is one among nodes, application entities and groups together. */
    private static Decision<?> bind(int number, Name name) {
        return switch (number) {
            case 0 ->
                    new BindEntityName(
                            new Holder(Holder.Kind.APPLICATION, APPLICATION.value()), name);
            case 1 -> new BindEntityName(new Holder(Holder.Kind.GROUP, GROUP), name);
            default -> new BindName(pump(number), name);
        };
    }

    private void moves(int round) {
        if (round % MOVES == 0) {
            moving = new NodeId("child-" + round / MOVES);
            at = gateway(0);
            assertThat(site.ask(register(moving, NodeKind.DEVICE, at.value())))
                    .isEqualTo("accepted");
        }
        var goals =
                IntStream.rangeClosed(0, RACERS)
                        .mapToObj(NamingRaces::gateway)
                        .filter(gateway -> !gateway.equals(at))
                        .toList();
        var asked =
                goals.stream()
                        .map(gateway -> new AttachToGateway(moving, gateway, at.value()))
                        .toList();
        at = goals.get(winner("moved-meanwhile", asked));
    }

    /** Which of them won; each loser was told why. */
    private int winner(String refusal, List<? extends Decision<?>> asked) {
        var answers = site.race(asked);
        assertThat(answers).filteredOn("accepted"::equals).hasSize(1);
        assertThat(answers).filteredOn(refusal::equals).hasSize(asked.size() - 1);
        return answers.indexOf("accepted");
    }

    private static RegisterNode register(NodeId node, NodeKind kind, String gateway) {
        return new RegisterNode(node, kind, gateway, "", "", SecretDigest.NONE, "", Instant.EPOCH);
    }

    private static NodeId gateway(int number) {
        return new NodeId("gw-" + number);
    }

    private static NodeId pump(int number) {
        return new NodeId("pump-" + number);
    }
}
