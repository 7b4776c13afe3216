package dev.lekha.app.evidence;

import dev.lekha.kernel.Json;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.evidence.TimeStamps;
import dev.lekha.projection.evidence.TimeStamps.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.ObjectReader;

/** Finds the time stamps around an event by the view's indexes, however many there are. */
record StampIndex(Views views) {
    private static final int PAGE = 100;
    private static final ObjectReader ROW = Json.MAPPER.readerFor(Stamp.class);

    /** Everybody who ever stamped this log, by name. */
    List<String> authorities() {
        var names = new ArrayList<String>();
        for (var last = ""; ; last = names.getLast()) {
            var beyond = new Filter("authority", Comparison.GREATER, last);
            var next = page(List.of(beyond), "authority", false, "", 1).rows();
            if (next.isEmpty()) {
                return names;
            }
            names.add(stamp(next.getFirst()).authority());
        }
    }

    /** The last stamp that was told of before that position. */
    Optional<Stamp> before(String authority, long position) {
        var within = within("told", authority);
        within.add(new Filter("told", Comparison.LESS, TimeStamps.place(authority, position)));
        return page(within, "told", true, "", 1).rows().stream().map(StampIndex::stamp).findFirst();
    }

    /** The first stamp over a checkpoint that covers the position, among those that are wanted. */
    Optional<Stamp> covering(String authority, long position, Predicate<Stamp> wanted) {
        var within = within("covers", authority);
        within.add(
                new Filter("covers", Comparison.AT_LEAST, TimeStamps.place(authority, position)));
        for (var after = ""; ; ) {
            var page = page(within, "covers", false, after, PAGE);
            var found = page.rows().stream().map(StampIndex::stamp).filter(wanted).findFirst();
            if (found.isPresent() || page.next().isEmpty()) {
                return found;
            }
            after = page.next();
        }
    }

    private static List<Filter> within(String field, String authority) {
        return new ArrayList<>(List.of(new Filter(field, Comparison.PREFIX, authority + "/")));
    }

    private Views.Page page(
            List<Filter> filters, String sort, boolean descending, String after, int limit) {
        return views.page(
                TimeStamps.NAME, new Views.Query(filters, sort, descending, after, limit));
    }

    private static Stamp stamp(Views.Row row) {
        return ROW.readValue(row.json());
    }
}
