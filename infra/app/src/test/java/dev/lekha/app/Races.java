package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** How many races are run, and where. */
final class Races {
    private static final int PROCESSES = Integer.getInteger("lekha.racers", 2);

    private Races() {}

    /**
     * Says what was run, and how often anybody was in another's way: without that it is no race.
     */
    static void run(String name, RaceSite site, int rounds, ObjIntConsumer<RaceSite> races) {
        var before = site.conflicts();
        var began = System.nanoTime();
        races.accept(site, rounds);
        var conflicts = site.conflicts() - before;
        System.out.printf(
                "%s: %d rounds in %.1f s, %d conflicts%n",
                name, rounds, (System.nanoTime() - began) / 1e9, conflicts);
        assertThat(conflicts).as(name).isPositive();
    }

    /** Processes that are nodes on one database each. */
    static ProcessSite onServer(WireServer server, Path logs) {
        return new ProcessSite(GroupSite.onServer(server), racers(logs, server.connection()));
    }

    /** Processes that ask by a platform's door. */
    static ProcessSite atDoor(RunningPlatform platform, Path logs) {
        return new ProcessSite(
                new PlatformGround(platform),
                racers(logs, platform.http.toString(), platform.operator));
    }

    private static List<RacerProcess> racers(Path logs, String... arguments) {
        return IntStream.range(0, PROCESSES)
                .mapToObj(_ -> RacerProcess.start(logs, arguments))
                .toList();
    }
}
