package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.Member;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import dev.lekha.projection.groups.Groups;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chance at work on groups, in a process that is killed in between, and what the views say of it:
 * {@code ./lekha races} for many operations and kills; {@code -Dlekha.seed} repeats a run.
 */
class GroupViewsTest {
    private static final int OPERATIONS = Integer.getInteger("lekha.operations", 200);
    private static final int KILLS = Integer.getInteger("lekha.kills", 1);
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final int AT_ONCE = 12;
    private static final int LOOKS = 20;
    private static final int GROUPS_IN_A_LOOK = 100;

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private final GroupOperations operations = new GroupOperations(random);
    private final MembershipBook book = new MembershipBook("seed " + SEED);
    private long acknowledged;
    private int done;

    @Test
    @Requirement({"6.3-List-members", "6.3-Member", "6.3-Memberships", "6.3-Remove-from"})
    void forward_and_reverse_are_equal_after_every_kill_and_at_every_position_in_a_folder() {
        run(folder.resolve("data").toString());
    }

    @Test
    @Requirement({"6.3-List-members", "6.3-Memberships"})
    void forward_and_reverse_are_equal_after_every_kill_and_at_every_position_on_a_server() {
        try (var server = new WireServer()) {
            run(server.connection());
        }
    }

    private void run(String store) {
        var began = System.nanoTime();
        for (var kill = 1; kill <= KILLS; kill++) {
            operateUntilKilled(store, (int) ((long) OPERATIONS * kill / KILLS));
            try (var restarted = FollowedSite.open(store)) {
                compare(restarted.awaitSettled().site);
            }
        }
        try (var site = GroupSite.open(store)) {
            var live = FollowedSite.views(site.views());
            var facts = site.facts(0);
            System.out.printf(
                    "%s: seed %d, %d operations, %d events, %d kills in %.1f s%n",
                    store, SEED, done, facts.size(), KILLS, (System.nanoTime() - began) / 1e9);
            history(site.views(), facts);
            invariants(site);
            new Discovered(random, operations, "seed " + SEED).check(site.views());
            replay(site.views(), live, facts);
        }
    }

    /** The last of them are under way when it is. */
    private void operateUntilKilled(String store, int upTo) {
        try (var racer = RacerProcess.start(folder, "follow", store)) {
            while (done < upTo - AT_ONCE) {
                begin(racer);
                hear(racer, AT_ONCE);
            }
            begin(racer);
            hear(racer, random.nextInt(AT_ONCE));
            racer.kill();
        }
    }

    private void begin(RacerProcess racer) {
        for (var one = 0; one < AT_ONCE; one++) {
            racer.prepare(Ask.of(operations.next()));
        }
        racer.go();
        done += AT_ONCE;
    }

    private void hear(RacerProcess racer, int answers) {
        for (var answer = 0; answer < answers; answer++) {
            var told = racer.told();
            assertThat(told.outcome()).as("seed %d", SEED).matches("[a-z-]+");
            acknowledged = Math.max(acknowledged, told.position());
        }
    }

    /** Nothing that was acknowledged is lost, and both ways round say what the log says. */
    private void compare(GroupSite site) {
        assertThat(site.head()).as("seed %d", SEED).isGreaterThanOrEqualTo(acknowledged);
        var touched = new TreeSet<String>();
        for (var fact : site.facts(book.position())) {
            book.take(fact);
            if (fact.event() instanceof MembershipEvent event) {
                touched.add(event.group().value());
            }
        }
        book.check(site.views(), touched);
        book.checkNow(site.views());
    }

    /** The same at positions that are long past. */
    private void history(Views views, List<Fact> facts) {
        var looks = new TreeSet<Long>();
        for (var look = 0; look < LOOKS; look++) {
            looks.add(1 + random.nextLong(facts.size()));
        }
        var past = new MembershipBook("seed " + SEED);
        for (var fact : facts) {
            past.take(fact);
            if (looks.contains(fact.position())) {
                past.check(views, someGroups());
            }
        }
        past.check(views, groups(operations.created()));
        assertThat(past.introduced()).as("seed %d", SEED).isPositive();
    }

    private List<String> someGroups() {
        return random.ints(GROUPS_IN_A_LOOK, 0, operations.created() + 1)
                .mapToObj(number -> "group-" + number)
                .toList();
    }

    private static List<String> groups(int count) {
        return IntStream.rangeClosed(0, count).mapToObj(number -> "group-" + number).toList();
    }

    /** Once the policies have heard everything, every group is as it demands. */
    private void invariants(GroupSite site) {
        var scopes = new TreeSet<String>();
        for (var number = 0; number < operations.created(); number++) {
            var found = site.views().find("groups", "group-" + number).row();
            if (found.isPresent()) {
                Groups.Group group = Json.MAPPER.readValue(found.get().json(), Groups.Group.class);
                var members =
                        MembershipBook.rows(
                                site.views(), MembershipBook.equal("groupNow", group.group()));
                assertThat(members).hasSize((int) group.members());
                assertThat(group.members()).isLessThanOrEqualTo(group.invariants().limit());
                assertThat(group.state().equals("present") || members.isEmpty()).isTrue();
                for (var member : members) {
                    assertThat(member.untilPosition()).isEqualTo(Interval.OPEN_POSITION);
                    assertThat(fits(site.views(), group, member.member()))
                            .as("seed %d: %s in %s", SEED, member, group)
                            .isTrue();
                    assertThat(
                                    group.exclusivity().isEmpty()
                                            || scopes.add(group.exclusivity() + member.member()))
                            .as("seed %d: %s", SEED, member)
                            .isTrue();
                }
            }
        }
    }

    private static boolean fits(Views views, Groups.Group group, String member) {
        if (!member.startsWith("node:")) {
            return group.invariants().admits().contains(Member.Kind.GROUP);
        }
        var node =
                Discovered.node(
                        views.find("node-capabilities", member.substring(5)).row().orElseThrow());
        return node.registered()
                && node.groups().contains(group.group())
                && group.invariants().where().holds(node.qualities());
    }

    /** In batches of another size, from the beginning: the same bytes. */
    private void replay(Views rows, List<Projecting<?>> views, List<Fact> facts) {
        var live =
                views.stream()
                        .map(view -> rows.digest(view.name().substring("view.".length())))
                        .toList();
        for (var view : views) {
            view.reset();
            for (var from = 0; from < facts.size(); from += 97) {
                view.follow(facts.subList(from, Math.min(facts.size(), from + 97)));
            }
        }
        assertThat(
                        views.stream()
                                .map(view -> rows.digest(view.name().substring("view.".length())))
                                .toList())
                .as("seed %d", SEED)
                .isEqualTo(live);
    }
}
