package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Decision;
import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.command.groups.ModifyInvariants;
import dev.lekha.command.groups.RemoveFrom;
import dev.lekha.command.registration.DeclareCapabilities;
import dev.lekha.command.registration.DeregisterNode;
import dev.lekha.command.registration.RegisterNode;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.groups.Groups;
import dev.lekha.projection.groups.Memberships;
import dev.lekha.projection.registration.CapabilityHistory;
import dev.lekha.projection.registration.CapabilityIndex;
import dev.lekha.projection.registration.NodeCapabilities;
import dev.lekha.query.NodeSearch;
import dev.lekha.wire.WireServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chance at work on groups, and what the views say of it: {@code ./lekha test -Dtest=GroupViewsTest
 * -Dlekha.operations=100000 -Dsurefire.failIfNoSpecifiedTests=false} for many operations; {@code
 * -Dlekha.seed} repeats a run.
 */
class GroupViewsTest {
    private static final int OPERATIONS = Integer.getInteger("lekha.operations", 600);
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final int AT_ONCE = 12;
    private static final int NODES = 30;
    private static final int GROUPS = 12;
    private static final int LOOKS = 40;
    private static final Caller OPERATOR =
            new Caller("operator", "default", Set.of(Role.OPERATOR), Set.of());

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private int created;

    @Test
    @Requirement({"6.3-List-members", "6.3-Member", "6.3-Memberships", "6.3-Remove-from"})
    void forward_and_reverse_are_equal_now_and_at_every_position_in_a_folder() {
        try (var site = GroupSite.inFolder(folder)) {
            run(site, OPERATIONS);
        }
    }

    @Test
    @Requirement({"6.3-List-members", "6.3-Memberships"})
    void forward_and_reverse_are_equal_now_and_at_every_position_on_a_server() {
        try (var server = new WireServer();
                var site = GroupSite.onServer(server)) {
            run(site, OPERATIONS / 5);
        }
    }

    private void run(GroupSite site, int operations) {
        var views = views(site.views());
        for (var done = 0; done < operations; done += AT_ONCE) {
            var before = site.head();
            var some = new ArrayList<Decision<?>>();
            for (var one = 0; one < AT_ONCE; one++) {
                some.add(operation());
            }
            site.race(some);
            site.react(before);
            var facts = site.facts(before);
            views.forEach(view -> view.follow(facts));
        }
        var facts = site.facts(0);
        memberships(site, facts);
        invariants(site);
        discovery(site.views());
        replay(site, facts);
    }

    private static List<Projecting<?>> views(Views views) {
        return List.of(
                GroupSite.projecting(new Groups(), views),
                GroupSite.projecting(new Memberships(), views),
                GroupSite.projecting(new NodeCapabilities(), views),
                GroupSite.projecting(new CapabilityHistory(), views),
                GroupSite.projecting(new CapabilityIndex(), views));
    }

    private Decision<?> operation() {
        var node = new NodeId("node-" + random.nextInt(NODES));
        var group = group();
        return switch (random.nextInt(20)) {
            case 0, 1 ->
                    new RegisterNode(
                            node,
                            random.nextBoolean() ? NodeKind.DEVICE : NodeKind.GATEWAY,
                            "",
                            "",
                            "",
                            SecretDigest.NONE,
                            "",
                            Instant.EPOCH);
            case 2 -> new DeregisterNode(node, "");
            case 3 -> new CreateGroup(new GroupId("group-" + created++), invariants(), "");
            case 4 -> random.nextInt(8) == 0 ? new DestroyGroup(group, "") : modify(group);
            case 5, 6, 7 -> new RemoveFrom(group, member(node), "");
            case 8, 9, 10, 11 -> new DeclareCapabilities(node, capabilities(), OPERATOR);
            default -> new IntroduceInto(group, member(node));
        };
    }

    private GroupId group() {
        return new GroupId("group-" + Math.max(0, created - 1 - random.nextInt(GROUPS)));
    }

    private Member member(NodeId node) {
        return random.nextInt(6) == 0 ? Member.of(group()) : Member.of(node);
    }

    private Decision<?> modify(GroupId group) {
        var violators = ModifyInvariants.Violators.values();
        return new ModifyInvariants(
                group, invariants(), violators[random.nextInt(violators.length)]);
    }

    private Invariants invariants() {
        var admits = new TreeSet<Member.Kind>(Set.of(Member.Kind.NODE));
        if (random.nextBoolean()) {
            admits.add(Member.Kind.GROUP);
        }
        return new Invariants(
                Predicate.parse(random.nextBoolean() ? "" : "battery > " + random.nextInt(60)),
                random.nextInt(15),
                random.nextInt(3) == 0 ? "shift" : "",
                admits);
    }

    private SortedMap<String, Quality> capabilities() {
        var capabilities = new TreeMap<String, Quality>();
        capabilities.put("battery", number(random.nextInt(200) - 50, 1));
        if (random.nextBoolean()) {
            capabilities.put("type", new Quality.Text(random.nextBoolean() ? "meter" : "valve"));
        }
        if (random.nextBoolean()) {
            capabilities.put("fwUpdate", new Quality.Flag(random.nextBoolean()));
        }
        var labels = new TreeSet<String>();
        for (var label : new String[] {"roof", "roofed", "north", "n~1", "é"}) {
            if (random.nextInt(3) == 0) {
                labels.add(label);
            }
        }
        capabilities.put("labels", new Quality.Texts(labels));
        return capabilities;
    }

    private static Quality number(long unscaled, int scale) {
        return new Quality.Numeric(BigDecimal.valueOf(unscaled, scale));
    }

    /** Against a set that is kept beside, fact by fact. */
    private void memberships(GroupSite site, List<Fact> facts) {
        var pairs = new TreeSet<String>();
        var looks = new TreeSet<Long>();
        for (var look = 0; look < LOOKS; look++) {
            looks.add(1 + random.nextLong(facts.size()));
        }
        looks.add((long) facts.size());
        var introduced = 0;
        for (var fact : facts) {
            switch (fact.event()) {
                case EntityIntroduced began -> {
                    introduced++;
                    assertThat(pairs.add(pair(began))).isTrue();
                }
                case EntityRemoved ended -> assertThat(pairs.remove(pair(ended))).isTrue();
                case MemberEvictedByInvariant ended ->
                        assertThat(pairs.remove(pair(ended))).isTrue();
                default -> {
                    // Nobody comes or goes.
                }
            }
            if (looks.contains(fact.position())) {
                asOf(site.views(), fact.position(), pairs);
            }
        }
        assertThat(introduced).as("seed %d", SEED).isPositive();
        for (var pair : pairs) {
            assertThat(rows(site.views(), equal("pairNow", pair))).hasSize(1);
        }
    }

    private void asOf(Views views, long position, SortedSet<String> pairs) {
        var forward = new TreeSet<String>();
        var reverse = new TreeSet<String>();
        for (var number = 0; number <= created; number++) {
            var group = "group-" + number;
            rowsAt(views, equal("group", group), position).forEach(row -> forward.add(pair(row)));
            rowsAt(views, equal("member", "group:" + group), position)
                    .forEach(row -> reverse.add(pair(row)));
        }
        for (var number = 0; number < NODES; number++) {
            rowsAt(views, equal("member", "node:node-" + number), position)
                    .forEach(row -> reverse.add(pair(row)));
        }
        assertThat(forward).as("seed %d, position %d", SEED, position).isEqualTo(pairs);
        assertThat(reverse).as("seed %d, position %d", SEED, position).isEqualTo(pairs);
    }

    private static List<Memberships.Membership> rowsAt(
            Views views, Views.Filter filter, long position) {
        var at = Long.toString(position);
        return rows(
                views,
                filter,
                new Views.Filter(Interval.SINCE_POSITION, Comparison.AT_MOST, at),
                new Views.Filter(Interval.UNTIL_POSITION, Comparison.GREATER, at));
    }

    private static List<Memberships.Membership> rows(Views views, Views.Filter... filters) {
        return views
                .page("memberships", new Views.Query(List.of(filters), "", false, "", 10_000))
                .rows()
                .stream()
                .<Memberships.Membership>map(
                        row -> Json.MAPPER.readValue(row.json(), Memberships.Membership.class))
                .toList();
    }

    private static Views.Filter equal(String field, String value) {
        return new Views.Filter(field, Comparison.EQUAL, value);
    }

    private static String pair(MembershipEvent event) {
        return event.group() + "~" + event.member();
    }

    private static String pair(Memberships.Membership row) {
        return row.group() + "~" + row.member();
    }

    /** Once the policies have heard everything, every group is as it demands. */
    private void invariants(GroupSite site) {
        var scopes = new TreeSet<String>();
        for (var number = 0; number < created; number++) {
            var found = site.views().find("groups", "group-" + number).row();
            if (found.isPresent()) {
                Groups.Group group = Json.MAPPER.readValue(found.get().json(), Groups.Group.class);
                var members = rows(site.views(), equal("groupNow", group.group()));
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
        var node = node(views.find("node-capabilities", member.substring(5)).row().orElseThrow());
        return node.registered()
                && node.groups().contains(group.group())
                && group.invariants().where().holds(node.qualities());
    }

    private static NodeCapabilities.Node node(Views.Row row) {
        return Json.MAPPER.readValue(row.json(), NodeCapabilities.Node.class);
    }

    /** Against asking every node. */
    private void discovery(Views views) {
        var all =
                views.page("node-capabilities", new Views.Query(List.of(), "", false, "", 10_000));
        var nodes = all.rows().stream().map(GroupViewsTest::node).toList();
        var search = new NodeSearch(views);
        var found = 0;
        for (var text : conditions()) {
            var where = Predicate.parse(text);
            var expected = new TreeSet<String>();
            for (var node : nodes) {
                if (node.registered() && where.holds(node.qualities())) {
                    expected.add(node.node());
                }
            }
            assertThat(all(search, where, 1 + random.nextInt(7)))
                    .as("seed %d: %s", SEED, text)
                    .containsExactlyInAnyOrderElementsOf(expected);
            found += expected.size();
        }
        assertThat(found).as("seed %d", SEED).isPositive();
    }

    private List<String> conditions() {
        var conditions =
                new ArrayList<>(
                        List.of(
                                "",
                                "type = \"meter\"",
                                "type != \"meter\"",
                                "labels starts \"ro\"",
                                "labels exists",
                                "labels in (\"roof\", \"é\")",
                                "labels = \"n~1\" and fwUpdate = true",
                                "battery exists and kind = \"GATEWAY\"",
                                "type = \"valve\" or fwUpdate = false",
                                "not type exists",
                                "node starts \"node-1\""));
        for (var more = 0; more < 20; more++) {
            var signs = new String[] {"<", "<=", ">", ">=", "="};
            conditions.add(
                    "battery "
                            + signs[random.nextInt(signs.length)]
                            + " "
                            + (random.nextInt(200) - 50) / 10.0
                            + " and battery > "
                            + (random.nextInt(40) - 20));
            conditions.add("group = \"" + group() + "\" and battery > 0");
        }
        return conditions;
    }

    private static List<String> all(NodeSearch search, Predicate where, int limit) {
        var found = new ArrayList<String>();
        var page = search.page(where, "", limit);
        page.rows().forEach(row -> found.add(row.key()));
        while (!page.next().isEmpty()) {
            page = search.page(where, page.next(), limit);
            page.rows().forEach(row -> found.add(row.key()));
        }
        return found;
    }

    /** In batches of another size, from the beginning: the same bytes. */
    private void replay(GroupSite site, List<Fact> facts) {
        var names =
                List.of(
                        "groups",
                        "memberships",
                        "node-capabilities",
                        "capability-history",
                        "capability-index");
        var live = names.stream().map(site.views()::digest).toList();
        for (var view : views(site.views())) {
            view.reset();
            for (var from = 0; from < facts.size(); from += 97) {
                view.follow(facts.subList(from, Math.min(facts.size(), from + 97)));
            }
        }
        assertThat(names.stream().map(site.views()::digest).toList())
                .as("seed %d", SEED)
                .isEqualTo(live);
    }
}
