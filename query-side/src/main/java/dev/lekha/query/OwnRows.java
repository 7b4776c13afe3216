package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.projection.Rows;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The rows of one view that name who asks as a party, for somebody who is none of its readers. What
 * is another's is answered as what is not there. A page may be short or empty and still have a next
 * one.
 *
 * @param holder the view whose rows name the parties, where those of this view only name a row of
 *     it
 */
record OwnRows(Rows all, String actor, ViewSchema view, Optional<ViewSchema> holder)
        implements Rows {
    @Override
    public long position(String name) {
        return all.position(name);
    }

    @Override
    public Views.Found find(String name, String key) {
        var found = all.find(name, key);
        return new Views.Found(found.row().filter(row -> isOwn(row.json())), found.position());
    }

    @Override
    public Views.Page page(String name, Views.Query query) {
        var page = all.page(name, narrowed(query));
        return new Views.Page(
                page.rows().stream().filter(row -> isOwn(row.json())).toList(),
                page.next(),
                page.position());
    }

    @Override
    public Map<String, byte[]> findAll(String name, List<String> keys) {
        var found = new HashMap<>(all.findAll(name, keys));
        found.values().removeIf(row -> !isOwn(row));
        return found;
    }

    /** With one field that tells, the store itself leaves out the others'. */
    private Views.Query narrowed(Views.Query query) {
        if (holder.isPresent() || view.parties().size() != 1) {
            return query;
        }
        var filters = new ArrayList<>(query.filters());
        filters.add(new Filter(view.parties().getFirst(), Comparison.EQUAL, actor));
        return new Views.Query(
                filters,
                query.sort(),
                query.descending(),
                query.after(),
                query.limit(),
                query.within());
    }

    private boolean isOwn(byte[] json) {
        var row = Json.MAPPER.readTree(json);
        return holder.map(other -> named(view, row).stream().anyMatch(key -> isOwn(other, key)))
                .orElseGet(() -> named(view, row).contains(actor));
    }

    private boolean isOwn(ViewSchema other, String key) {
        return all.find(other.name(), key)
                .row()
                .filter(row -> named(other, Json.MAPPER.readTree(row.json())).contains(actor))
                .isPresent();
    }

    private static List<String> named(ViewSchema view, JsonNode row) {
        return view.parties().stream()
                .flatMap(field -> row.path(field).stringValueOpt().stream())
                .toList();
    }
}
