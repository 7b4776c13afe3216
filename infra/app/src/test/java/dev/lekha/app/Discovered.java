package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.projection.Views;
import dev.lekha.projection.registration.NodeCapabilities;
import dev.lekha.query.NodeSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** What a search finds, by conditions of chance. */
final class Discovered {
    private final Random random;
    private final GroupOperations operations;
    private final String run;

    /**
     * @param run what names it where something differs
     */
    Discovered(Random random, GroupOperations operations, String run) {
        this.random = random;
        this.operations = operations;
        this.run = run;
    }

    /** Against asking every node. */
    void check(Views views) {
        var all =
                views.page("node-capabilities", new Views.Query(List.of(), "", false, "", 10_000));
        var nodes = all.rows().stream().map(Discovered::node).toList();
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
                    .as("%s: %s", run, text)
                    .containsExactlyInAnyOrderElementsOf(expected);
            found += expected.size();
        }
        assertThat(found).as(run).isPositive();
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
            conditions.add("group = \"" + operations.group() + "\" and battery > 0");
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

    static NodeCapabilities.Node node(Views.Row row) {
        return Json.MAPPER.readValue(row.json(), NodeCapabilities.Node.class);
    }
}
