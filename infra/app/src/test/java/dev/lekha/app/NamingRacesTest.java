package dev.lekha.app;

import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name and a move have one winner among threads of one process, on either store. */
class NamingRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 10);

    @TempDir Path folder;

    @Test
    @Requirement({"9.2", "4.6"})
    void a_name_and_a_move_have_one_winner_among_threads_in_a_folder() {
        try (var site = GroupSite.inFolder(folder)) {
            Races.run("names, threads in a folder", site, ROUNDS, NamingRaces::run);
        }
    }

    @Test
    @Requirement({"9.2", "4.6"})
    void a_name_and_a_move_have_one_winner_among_threads_on_a_server() {
        try (var server = new WireServer();
                var site = GroupSite.onServer(server)) {
            Races.run("names, threads on a server", site, ROUNDS, NamingRaces::run);
        }
    }
}
