package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.groups.Memberships;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Who is in which group, kept beside, fact by fact: what the view has to say either way round. */
final class MembershipBook {
    private final TreeSet<String> pairs = new TreeSet<>();
    private final String run;
    private long position;
    private long introduced;

    /**
     * @param run what names it where something differs
     */
    MembershipBook(String run) {
        this.run = run;
    }

    long position() {
        return position;
    }

    long introduced() {
        return introduced;
    }

    void take(Fact fact) {
        position = fact.position();
        switch (fact.event()) {
            case EntityIntroduced began -> {
                introduced++;
                assertThat(pairs.add(pair(began))).as(run).isTrue();
            }
            case EntityRemoved ended -> assertThat(pairs.remove(pair(ended))).as(run).isTrue();
            case MemberEvictedByInvariant ended ->
                    assertThat(pairs.remove(pair(ended))).as(run).isTrue();
            default -> {
                // Nobody comes or goes.
            }
        }
    }

    /**
     * The view, as it was at this position: members of groups, and groups of members.
     *
     * @param groups to look at besides those that have members
     */
    void check(Views views, Collection<String> groups) {
        var all = new TreeSet<>(groups);
        var members = new TreeSet<String>();
        pairs.forEach(pair -> {
            var ends = pair.split("~", 2);
            all.add(ends[0]);
            members.add(ends[1]);
        });
        for (var node = 0; node < GroupOperations.NODES; node++) {
            members.add("node:node-" + node);
        }
        all.forEach(group -> members.add("group:" + group));
        assertThat(pairs(views, "group", all))
                .as("%s, forward at %d", run, position)
                .isEqualTo(pairs);
        assertThat(pairs(views, "member", members))
                .as("%s, reverse at %d", run, position)
                .isEqualTo(pairs);
    }

    /** What the view says of now agrees with what it says of the newest position. */
    void checkNow(Views views) {
        for (var pair : pairs) {
            assertThat(rows(views, equal("pairNow", pair))).as(run).hasSize(1);
        }
    }

    private TreeSet<String> pairs(Views views, String field, Collection<String> values) {
        var at = Long.toString(position);
        var found = new TreeSet<String>();
        for (var value : values) {
            rows(
                            views,
                            equal(field, value),
                            new Views.Filter(Interval.SINCE_POSITION, Comparison.AT_MOST, at),
                            new Views.Filter(Interval.UNTIL_POSITION, Comparison.GREATER, at))
                    .forEach(row -> found.add(pair(row)));
        }
        return found;
    }

    static List<Memberships.Membership> rows(Views views, Views.Filter... filters) {
        return views
                .page("memberships", new Views.Query(List.of(filters), "", false, "", 10_000))
                .rows()
                .stream()
                .<Memberships.Membership>map(
                        row -> Json.MAPPER.readValue(row.json(), Memberships.Membership.class))
                .toList();
    }

    static Views.Filter equal(String field, String value) {
        return new Views.Filter(field, Comparison.EQUAL, value);
    }

    private static String pair(MembershipEvent event) {
        return event.group() + "~" + event.member();
    }

    private static String pair(Memberships.Membership row) {
        return row.group() + "~" + row.member();
    }
}
