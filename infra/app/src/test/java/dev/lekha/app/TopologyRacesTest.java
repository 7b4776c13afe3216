package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.topology.Relate;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.topology.EntityId;
import dev.lekha.kernel.topology.RelationKind;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of relations that close a circle only together, one is refused, whoever is first. */
class TopologyRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 5);
    private static final RelationKind IN = new RelationKind("located-in");

    @TempDir Path folder;

    @Test
    @Requirement("6.12")
    void no_circle_closes_among_threads_in_a_folder() {
        try (var site = GroupSite.inFolder(folder)) {
            Races.run("relations, threads in a folder", site, ROUNDS, TopologyRacesTest::races);
        }
    }

    @Test
    @Requirement("6.12")
    void no_circle_closes_among_threads_on_a_server() {
        try (var server = new WireServer();
                var site = GroupSite.onServer(server)) {
            Races.run("relations, threads on a server", site, ROUNDS, TopologyRacesTest::races);
        }
    }

    private static void races(RaceSite site, int rounds) {
        for (var round = 0; round < rounds; round++) {
            assertThat(site.race(List.of(relate(round, "a", "b"), relate(round, "b", "a"))))
                    .containsExactlyInAnyOrder("accepted", "relation-circle");
            var three =
                    site.race(
                            List.of(
                                    relate(round, "x", "y"),
                                    relate(round, "y", "z"),
                                    relate(round, "z", "x")));
            assertThat(three).containsExactlyInAnyOrder("accepted", "accepted", "relation-circle");
        }
    }

    private static Relate relate(int round, String source, String target) {
        return new Relate(new EntityId(source + round), IN, new EntityId(target + round));
    }
}
