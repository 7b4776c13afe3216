package dev.lekha.bench;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import dev.lekha.projection.groups.Memberships;
import dev.lekha.projection.registration.CapabilityIndex;
import dev.lekha.projection.registration.NodeCapabilities;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** A fleet as a log would tell of it, folded into the views that discovery reads. */
record ManyNodes(int nodes, int groups, Random random) {
    private static final int BATCH = 3_000;
    private static final int WHOLE_GROUP = 10_000;
    private static final int HALLS = 500;
    private static final int LABELS = 5_000;

    /** What is asked, by name: with a number of groups, chance makes a condition. */
    static final Map<String, BiFunction<Random, Integer, String>> CONDITIONS =
            new TreeMap<>(
                    Map.of(
                            "two numbers",
                            (random, _) ->
                                    "battery > %d and memory > 64000".formatted(random.nextInt(90)),
                            "type and place",
                            (random, _) ->
                                    "type = \"meter\" and location = \"hall-%d\""
                                            .formatted(random.nextInt(HALLS)),
                            "label and number",
                            (random, _) ->
                                    "battery > 50 and labels = \"label-%d\""
                                            .formatted(random.nextInt(LABELS)),
                            "group and number",
                            (random, groups) ->
                                    "group = \"group-%d\" and battery > 20"
                                            .formatted(random.nextInt(groups)),
                            "hardly any",
                            (_, _) -> "type = \"valve\" and memory < 2000 and battery > 99",
                            "no range helps",
                            (_, _) -> "type != \"meter\" and not fwUpdate = true"));

    static String node(int number) {
        return "node-%07d".formatted(number);
    }

    static String group(int number, int groups) {
        return number < WHOLE_GROUP ? "group-0" : "group-" + (1 + number % Math.max(1, groups - 1));
    }

    void fill(Views views) {
        var kept =
                List.<Projecting<?>>of(
                        new Projecting<>(new NodeCapabilities(), views, _ -> {}),
                        new Projecting<>(new CapabilityIndex(), views, _ -> {}),
                        new Projecting<>(new Memberships(), views, _ -> {}));
        var facts = new ArrayList<Fact>(BATCH);
        long position = 0;
        for (var number = 0; number < nodes; number++) {
            for (var event : events(number)) {
                facts.add(
                        new Fact(++position, "e" + position, Instant.EPOCH, "", "default", event));
            }
            if (facts.size() >= BATCH || number == nodes - 1) {
                kept.forEach(view -> view.follow(facts));
                facts.clear();
            }
        }
    }

    private List<DomainEvent> events(int number) {
        var node = new NodeId(node(number));
        var capabilities = Capabilities.NONE.with(CapabilitySource.DEVICE, capabilities(number));
        return List.of(
                new NodeRegistered(node, NodeKind.DEVICE, "", "", ""),
                new CapabilitiesDeclared(
                        node,
                        NodeKind.DEVICE,
                        CapabilitySource.DEVICE,
                        1,
                        capabilities,
                        new TreeMap<>(),
                        new TreeSet<>(),
                        List.of()),
                new EntityIntroduced(
                        new GroupId(group(number, groups)),
                        Member.of(node),
                        1,
                        "",
                        NodeQualities.of(node, NodeKind.DEVICE, capabilities)));
    }

    private SortedMap<String, Quality> capabilities(int number) {
        var all = new TreeMap<String, Quality>();
        all.put("type", new Quality.Text(random.nextInt(4) == 0 ? "valve" : "meter"));
        all.put("location", new Quality.Text("hall-" + random.nextInt(HALLS)));
        all.put("vendor", new Quality.Text("vendor-" + random.nextInt(20)));
        all.put("model", new Quality.Text("model-" + random.nextInt(200)));
        all.put("firmware", new Quality.Text("1." + random.nextInt(30)));
        all.put("fwUpdate", new Quality.Flag(random.nextBoolean()));
        all.put("battery", number(random.nextInt(101)));
        all.put("memory", number(1_024L << random.nextInt(9)));
        all.put("serial", number(number));
        all.put("labels", new Quality.Texts(new TreeSet<>(Set.of(label(), label() + "-b"))));
        return all;
    }

    private String label() {
        return "label-" + random.nextInt(LABELS);
    }

    private static Quality number(long number) {
        return new Quality.Numeric(BigDecimal.valueOf(number));
    }
}
