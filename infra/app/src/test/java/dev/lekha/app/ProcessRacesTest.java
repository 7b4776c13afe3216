package dev.lekha.app;

import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes, nodes on one database, ask for what excludes one another. {@code ./lekha
 * races} runs many rounds.
 */
class ProcessRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 2);

    @TempDir static Path folder;

    private static WireServer server;
    private static RaceSite nodes;

    @BeforeAll
    static void start() {
        server = new WireServer();
        nodes = Races.onServer(server, folder);
    }

    @AfterAll
    static void stop() {
        nodes.close();
        server.close();
    }

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants"})
    void exactly_one_side_wins_in_groups_among_processes_on_a_server() {
        Races.run("groups, processes on a server", nodes, ROUNDS, GroupRaces::run);
    }

    @Test
    @Requirement({"9.2", "4.6"})
    void a_name_and_a_move_have_one_winner_among_processes_on_a_server() {
        Races.run("names, processes on a server", nodes, ROUNDS, NamingRaces::run);
    }
}
