package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.query.Description.Clue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Finds what fits every clue, as far as one of the clues leaves little enough. */
final class Identifying {
    /** As many rows of one clue are looked at. */
    static final int MOST_LOOKED_AT = 1_000;

    /**
     * @param holders that fit, in the order of their ids
     * @param complete whether there are no others
     * @param position the least that an answer of a view reflects
     */
    record Candidates(SequencedSet<Holder> holders, boolean complete, long position) {}

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
                                        .thenComparing(each -> each.holders.size()))
                        .orElseThrow();
        var fitting = new LinkedHashSet<>(fewest.holders);
        fitting.removeIf(
                holder -> !description.clues().stream().allMatch(clue -> fits(clue, holder)));
        var position = some.stream().mapToLong(Candidates::position).min().orElse(0);
        return new Candidates(fitting, fewest.complete, position);
    }

    private Candidates some(Clue clue) {
        var page = page(clue.view().name(), clue.filters(), MOST_LOOKED_AT);
        var holders = new LinkedHashSet<Holder>();
        page.rows().stream()
                .flatMap(row -> clue.holder(Json.MAPPER.readTree(row.json())).stream())
                .sorted(Comparator.comparing(Holder::kind).thenComparing(Holder::id))
                .forEach(holders::add);
        return new Candidates(holders, page.next().isEmpty(), page.position());
    }

    private boolean fits(Clue clue, Holder holder) {
        return clue.of(holder)
                .filter(filters -> !page(clue.view().name(), filters, 1).rows().isEmpty())
                .isPresent();
    }

    private Views.Page page(String view, List<Views.Filter> filters, int limit) {
        return views.page(view, new Views.Query(filters, "", false, "", limit));
    }
}
