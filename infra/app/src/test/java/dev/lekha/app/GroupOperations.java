package dev.lekha.app;

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
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.NodeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What chance wants of groups. */
final class GroupOperations {
    static final int NODES = 30;
    private static final int GROUPS = 12;
    private static final int OPEN_AT_FIRST = 3;

    private final Random random;
    private int registered;
    private int created;

    GroupOperations(Random random) {
        this.random = random;
    }

    /** Groups are numbered from 0; so many have been asked for. */
    int created() {
        return created;
    }

    /**
     * Any operation, on few enough nodes and groups that they meet. First come those who can meet:
     * every node, and groups for all of them, more than chance destroys before one has a member.
     */
    Decision<?> next() {
        if (registered < NODES) {
            return register(new NodeId("node-" + registered++));
        }
        return created < OPEN_AT_FIRST ? create(Invariants.NONE) : any();
    }

    private Decision<?> any() {
        var node = new NodeId("node-" + random.nextInt(NODES));
        var group = group();
        return switch (random.nextInt(20)) {
            case 0, 1 -> register(node);
            case 2 -> new DeregisterNode(node, "");
            case 3 -> create(invariants());
            case 4 -> random.nextInt(8) == 0 ? new DestroyGroup(group, "") : modify(group);
            case 5, 6, 7 -> new RemoveFrom(group, member(node), "");
            case 8, 9, 10, 11 -> new DeclareCapabilities(node, capabilities(), Caller.PLATFORM);
            default -> new IntroduceInto(group, member(node));
        };
    }

    private Decision<?> register(NodeId node) {
        return new RegisterNode(
                node,
                random.nextBoolean() ? NodeKind.DEVICE : NodeKind.GATEWAY,
                "",
                "",
                "",
                SecretDigest.NONE,
                "",
                Instant.EPOCH);
    }

    private Decision<?> create(Invariants invariants) {
        return new CreateGroup(new GroupId("group-" + created++), invariants, "");
    }

    /** One of those that were made last. */
    GroupId group() {
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
}
