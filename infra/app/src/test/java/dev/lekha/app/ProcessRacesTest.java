package dev.lekha.app;

import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes ask for what excludes one another: as nodes on one database, and by the door of
 * the one process that has a folder. {@code ./lekha races} runs many rounds.
 */
class ProcessRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 3);

    @TempDir static Path folder;

    private static WireServer server;
    private static RaceSite nodes;
    private static RaceSite door;

    @BeforeAll
    static void start() {
        server = new WireServer();
        nodes = Races.onServer(server, folder);
        door = Races.atDoor(folder.resolve("data"), folder);
    }

    @AfterAll
    static void stop() {
        door.close();
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

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants"})
    void exactly_one_side_wins_in_groups_among_processes_at_a_door() {
        Races.run("groups, processes at a door", door, ROUNDS, GroupRaces::run);
    }

    @Test
    @Requirement({"9.2", "4.6"})
    void a_name_and_a_move_have_one_winner_among_processes_at_a_door() {
        Races.run("names, processes at a door", door, ROUNDS, NamingRaces::run);
    }
}
