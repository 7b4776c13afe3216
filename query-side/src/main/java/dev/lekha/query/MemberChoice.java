package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.groups.MemberSearch;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.groups.Groups.Group;
import dev.lekha.projection.groups.Memberships.Membership;
import dev.lekha.projection.registration.CapabilityIndex;
import dev.lekha.projection.registration.NodeCapabilities;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectReader;

/**
 * Chooses nodes from the views, when these have come as far as the log had when it was asked: so
 * what the asker did before counts.
 */
public final class MemberChoice implements MemberSearch {
    private static final int CHUNK = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String GROUPS = "groups";
    private static final Set<Role> READERS = Set.of(Role.OPERATOR, Role.APPLICATION);
    private static final ObjectReader GROUP = Json.MAPPER.readerFor(Group.class);
    private static final ObjectReader STAY = Json.MAPPER.readerFor(Membership.class);
    private static final ObjectReader NODE = Json.MAPPER.readerFor(NodeCapabilities.Node.class);

    /** Memberships are among those that sight goes by. */
    private static final List<String> VIEWS =
            Stream.concat(
                            Sight.BY.stream(),
                            Stream.of(GROUPS, NodeCapabilities.NAME, CapabilityIndex.NAME))
                    .toList();

    private final Views views;
    private final Sight sight;
    private final Positions positions;
    private final Log log;
    private final int most;

    /**
     * @param most nodes that are taken at a time
     */
    public MemberChoice(Views views, Clock clock, Positions positions, Log log, int most) {
        this.views = views;
        this.sight = new Sight(views, clock);
        this.positions = positions;
        this.log = log;
        this.most = most;
    }

    @Override
    public Found find(Caller caller, String group, Predicate where) {
        require(caller, "registration");
        if (!group.isEmpty()) {
            require(caller, "groups");
        }
        var position = log.head();
        VIEWS.forEach(view -> positions.require(view, position, PATIENCE));
        var seen = sight.of(caller);
        return group.isEmpty()
                ? new Found(anywhere(views.of(caller.tenant()), seen, where), 0, position)
                : within(seen, group, where, position);
    }

    private SortedSet<String> anywhere(Rows all, Rows seen, Predicate where) {
        var search = new NodeSearch(all, seen);
        var found = new TreeSet<String>();
        var after = "";
        do {
            var page = search.page(where, after, CHUNK);
            page.rows().forEach(row -> found.add(row.key()));
            requireRoom(found);
            after = page.next();
        } while (!after.isEmpty());
        return found;
    }

    private Found within(Rows seen, String group, Predicate where, long position) {
        var known = seen.find(GROUPS, group).row().<Group>map(row -> GROUP.readValue(row.json()));
        if (known.filter(one -> one.state().equals("present")).isEmpty()) {
            throw new Refused(
                    Refused.Kind.UNKNOWN, "group-unknown", "There is no group " + group + ".");
        }
        var fitting = new TreeSet<String>();
        var unfit =
                nodes(seen, group).stream()
                        .gather(Gatherers.windowFixed(CHUNK))
                        .mapToLong(some -> choose(seen, some, where, fitting))
                        .sum();
        return new Found(fitting, unfit, position);
    }

    /** Takes those that fit, and counts the others. */
    private static long choose(
            Rows seen, List<String> some, Predicate where, Collection<String> fitting) {
        var rows = seen.findAll(NodeCapabilities.NAME, some);
        var before = fitting.size();
        rows.forEach((key, json) -> {
            NodeCapabilities.Node node = NODE.readValue(json);
            if (node.registered() && where.holds(node.qualities())) {
                fitting.add(key);
            }
        });
        return rows.size() - (long) (fitting.size() - before);
    }

    /** The nodes in the group and in its subgroups, each once. */
    private SortedSet<String> nodes(Rows seen, String group) {
        var nodes = new TreeSet<String>();
        var groups = new HashSet<>(Set.of(group));
        var open = new ArrayDeque<>(groups);
        while (!open.isEmpty()) {
            eachMember(
                    seen,
                    open.remove(),
                    member -> {
                        switch (member) {
                            case Member.OfNode(var node) -> nodes.add(node.value());
                            case Member.OfGroup(var inner) -> {
                                if (groups.add(inner.value())) {
                                    open.add(inner.value());
                                }
                            }
                        }
                        requireRoom(nodes);
                        requireRoom(groups);
                    });
        }
        return nodes;
    }

    private static void eachMember(Rows seen, String group, Consumer<Member> each) {
        var now = List.of(new Views.Filter("groupNow", Comparison.EQUAL, group));
        var after = "";
        do {
            var page = seen.page("memberships", new Views.Query(now, "", false, after, CHUNK));
            for (var row : page.rows()) {
                Membership stay = STAY.readValue(row.json());
                each.accept(Member.read(stay.member()));
            }
            after = page.next();
        } while (!after.isEmpty());
    }

    private void requireRoom(Collection<String> found) {
        if (found.size() > most) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "too-many-members",
                    "At most " + most + " members are taken at a time.");
        }
    }

    private static void require(Caller caller, String capability) {
        if (!caller.may(capability, READERS)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "forbidden",
                    "This caller may not read the views of " + capability + ".");
        }
    }
}
