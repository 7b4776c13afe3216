package dev.lekha.app;

import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads of one process ask groups for what excludes one another, over both stores. */
class GroupRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 5);

    @TempDir Path folder;

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants"})
    void exactly_one_side_wins_among_threads_in_a_folder() {
        try (var site = GroupSite.inFolder(folder)) {
            Races.run("groups, threads in a folder", site, ROUNDS, GroupRaces::run);
        }
    }

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants"})
    void exactly_one_side_wins_among_threads_on_a_server() {
        try (var server = new WireServer();
                var site = GroupSite.onServer(server)) {
            Races.run("groups, threads on a server", site, ROUNDS, GroupRaces::run);
        }
    }
}
