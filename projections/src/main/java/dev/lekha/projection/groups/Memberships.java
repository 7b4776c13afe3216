package dev.lekha.projection.groups;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/**
 * Who was in which group from when to when: one row for each stay, found by group and by member, so
 * that both ways of asking give the same (6.3).
 */
@View(
        name = "memberships",
        capability = "groups",
        fields = {
            "group",
            "member",
            "groupNow",
            "pairNow",
            "since",
            "until",
            "sincePosition",
            "untilPosition"
        },
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Memberships implements Projection<Memberships.Membership> {
    /**
     * @param member {@code node:id} or {@code group:id}
     * @param groupNow the group while the stay lasts, then empty
     * @param pairNow {@code group~member} while it lasts, then empty
     * @param stay which of this member in this group, from 1
     * @param cause why it ended, or empty
     */
    public record Membership(
            String group,
            String member,
            String groupNow,
            String pairNow,
            long stay,
            String since,
            String until,
            long sincePosition,
            long untilPosition,
            String cause)
            implements Interval.Row<Membership> {
        @Override
        public Membership over(Interval other) {
            return new Membership(
                    group,
                    member,
                    groupNow,
                    pairNow,
                    stay,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition(),
                    cause);
        }

        Membership ended(Fact fact, String why) {
            return new Membership(group, member, "", "", stay, "", "", 0, 0, why)
                    .over(interval().endedBy(fact));
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof MembershipEvent about
                ? List.of(pair(about) + "~%06d".formatted(about.stay()))
                : List.of();
    }

    @Override
    public Optional<Membership> apply(String key, Optional<Membership> row, Fact fact) {
        return fact.event() instanceof MembershipEvent about ? changed(about, row, fact) : row;
    }

    private static Optional<Membership> changed(
            MembershipEvent event, Optional<Membership> row, Fact fact) {
        return switch (event) {
            case EntityIntroduced began -> Optional.of(began(began, fact));
            case EntityRemoved ended -> row.map(one -> one.ended(fact, ended.reason()));
            case MemberEvictedByInvariant ended -> row.map(one -> one.ended(fact, ended.cause()));
        };
    }

    private static Membership began(EntityIntroduced event, Fact fact) {
        return new Membership(
                        event.group().value(),
                        event.member().toString(),
                        event.group().value(),
                        pair(event),
                        event.stay(),
                        "",
                        "",
                        0,
                        0,
                        "")
                .over(Interval.from(fact));
    }

    private static String pair(MembershipEvent about) {
        return about.group() + "~" + about.member();
    }
}
