package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.registration.CapabilityIndex;
import dev.lekha.projection.registration.IndexEntries;
import dev.lekha.projection.registration.NodeCapabilities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectReader;

/**
 * Finds nodes by a condition. It reads the stretch of the capability index in which most of the
 * first candidates fit, and asks the whole condition of each. A page costs a bounded number of
 * candidates: where few fit it may be short or empty and still have a next one.
 */
public final class NodeSearch {
    private static final int TRIED = 64;
    private static final int CHUNK = 200;
    private static final int MOST_CANDIDATES = 1_000;
    private static final ObjectReader ENTRY = Json.MAPPER.readerFor(CapabilityIndex.Entry.class);
    private static final ObjectReader NODE = Json.MAPPER.readerFor(NodeCapabilities.Node.class);

    private final Rows views;
    private final Rows seen;

    public NodeSearch(Rows views) {
        this(views, views);
    }

    /**
     * @param seen what is found of it: a node that is not there is passed over
     */
    public NodeSearch(Rows views, Rows seen) {
        this.views = views;
        this.seen = seen;
    }

    /** Candidates in the order of the index, and those of them that fit. */
    private record Chunk(
            List<String> entries,
            List<Views.Row> fitting,
            List<String> fittingEntries,
            boolean last) {}

    /**
     * @param after cursor of the page before, or empty
     * @param limit at most this many nodes
     * @throws IllegalArgumentException for a cursor that is not one of this condition
     */
    public Views.Page page(Predicate where, String after, int limit) {
        long position =
                Math.min(
                        views.position(NodeCapabilities.NAME),
                        views.position(CapabilityIndex.NAME));
        var ranges = SearchRange.of(where);
        var cursor =
                after.isEmpty()
                        ? new SearchCursor(best(ranges, where), "")
                        : SearchCursor.read(after, ranges.size());
        var range = ranges.get(cursor.range());
        var rows = new ArrayList<Views.Row>();
        for (var tried = 0; tried < MOST_CANDIDATES; tried += CHUNK) {
            var chunk = chunk(range, where, cursor.after(), CHUNK);
            for (var at = 0; at < chunk.fitting.size(); at++) {
                rows.add(chunk.fitting.get(at));
                if (rows.size() == limit) {
                    var next = cursor.at(chunk.fittingEntries.get(at));
                    var ended = chunk.last && next.after().equals(chunk.entries.getLast());
                    return new Views.Page(rows, ended ? "" : next.text(), position);
                }
            }
            if (chunk.last) {
                return new Views.Page(rows, "", position);
            }
            cursor = cursor.at(chunk.entries.getLast());
        }
        return new Views.Page(rows, cursor.text(), position);
    }

    /** A stretch that ends at once, or the one in which most of the first candidates fit. */
    private int best(List<SearchRange> ranges, Predicate where) {
        var best = 0;
        var most = -1;
        for (var at = 0; at < ranges.size() && ranges.size() > 1; at++) {
            var chunk = chunk(ranges.get(at), where, "", TRIED);
            if (chunk.last) {
                return at;
            }
            if (chunk.fitting.size() > most) {
                most = chunk.fitting.size();
                best = at;
            }
        }
        return best;
    }

    private Chunk chunk(SearchRange range, Predicate where, String after, int size) {
        var from =
                after.isEmpty()
                        ? new Views.Filter(CapabilityIndex.ENTRY, Comparison.AT_LEAST, range.from())
                        : new Views.Filter(CapabilityIndex.ENTRY, Comparison.GREATER, after);
        var to = new Views.Filter(CapabilityIndex.ENTRY, Comparison.LESS, range.to());
        var page =
                views.page(
                        CapabilityIndex.NAME,
                        new Views.Query(List.of(from, to), CapabilityIndex.ENTRY, false, "", size));
        var entries = new LinkedHashMap<String, String>();
        for (var row : page.rows()) {
            CapabilityIndex.Entry entry = ENTRY.readValue(row.json());
            entries.put(entry.entry(), entry.node());
        }
        return fitting(range, where, entries, page.next().isEmpty());
    }

    private Chunk fitting(
            SearchRange range, Predicate where, Map<String, String> entries, boolean last) {
        var nodes =
                seen.findAll(NodeCapabilities.NAME, entries.values().stream().distinct().toList());
        var fitting = new ArrayList<Views.Row>();
        var fittingEntries = new ArrayList<String>();
        entries.forEach((entry, node) -> {
            var json = nodes.get(node);
            if (json != null && fits(NODE.readValue(json), entry, range, where)) {
                fitting.add(new Views.Row(node, json));
                fittingEntries.add(entry);
            }
        });
        return new Chunk(List.copyOf(entries.keySet()), fitting, fittingEntries, last);
    }

    /** A node that has several values in the stretch is taken at the first of them. */
    private static boolean fits(
            NodeCapabilities.Node node, String entry, SearchRange range, Predicate where) {
        if (!node.registered()) {
            return false;
        }
        var qualities = node.qualities();
        return where.holds(qualities)
                && IndexEntries.all(node.node(), qualities)
                        .filter(range::holds)
                        .min(IndexEntries.ORDER)
                        .filter(entry::equals)
                        .isPresent();
    }
}
