package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.query.Description.Clue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Finds the nodes that fit every clue, as far as one of the clues leaves few enough of them. */
final class Identifying {
    /** As many nodes of one clue are looked at. */
    static final int MOST_LOOKED_AT = 1_000;

    /**
     * @param nodes that fit, in the order of their ids
     * @param complete whether there are no others
     * @param position the least that an answer of a view reflects
     */
    record Candidates(SequencedSet<String> nodes, boolean complete, long position) {}

    private final Rows views;

    Identifying(Rows views) {
        this.views = views;
    }

    Candidates find(Description description) {
        var some = new ArrayList<Candidates>();
        for (var clue : description.clues()) {
            some.add(some(clue));
        }
        var fewest =
                some.stream()
                        .min(
                                Comparator.comparing((Candidates each) -> !each.complete)
                                        .thenComparing(each -> each.nodes.size()))
                        .orElseThrow();
        var fitting = new LinkedHashSet<>(fewest.nodes);
        fitting.removeIf(node -> !description.clues().stream().allMatch(clue -> fits(clue, node)));
        var position = some.stream().mapToLong(Candidates::position).min().orElse(0);
        return new Candidates(fitting, fewest.complete, position);
    }

    private Candidates some(Clue clue) {
        var page = page(clue.view().name(), clue.filters(), MOST_LOOKED_AT);
        var nodes = new LinkedHashSet<String>();
        page.rows().stream()
                .map(row -> Json.MAPPER.readTree(row.json()).path("node").stringValue(""))
                .sorted()
                .forEach(nodes::add);
        return new Candidates(nodes, page.next().isEmpty(), page.position());
    }

    private boolean fits(Clue clue, String node) {
        return !page(clue.view().name(), clue.of(node), 1).rows().isEmpty();
    }

    private Views.Page page(String view, List<Views.Filter> filters, int limit) {
        return views.page(view, new Views.Query(filters, "", false, "", limit));
    }
}
