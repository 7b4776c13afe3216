package dev.lekha.app.audit;

import dev.lekha.app.Discovery;
import dev.lekha.app.Facts;
import dev.lekha.app.Rebuild;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Projection;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import dev.lekha.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The views of a data folder as they stand, held against what its log makes of them. */
final class LiveRows {
    /** So many rows are traced; whoever changed more has changed these too. */
    private static final int TRACED = 100;

    private static final int PAGE = 1_000;

    /**
     * A row that is not what the log makes of it.
     *
     * @param position of the first event whose effect it does not show; 0 where no event touches it
     */
    record Changed(String view, String key, long position) {}

    private final ReplaySource source;
    private final List<String> notKept = new ArrayList<>();

    LiveRows(ReplaySource source) {
        this.source = source;
    }

    List<Changed> changed() throws IOException {
        var changed = new ArrayList<Changed>();
        try (var live = EmbeddedStore.openReadOnly(source.place())) {
            for (var projection : Discovery.projections()) {
                var schema = Projecting.schemaOf(projection);
                if (keeps(live.views(), schema)) {
                    changed.addAll(changed(projection, schema.name(), live.views()));
                } else {
                    notKept.add(schema.name());
                }
            }
        }
        return changed;
    }

    /** Names of views of which the folder has no rows of this code's shape. */
    List<String> notKept() {
        return notKept;
    }

    /** Read-only, a store refuses to make a view that it has not. */
    private static boolean keeps(Views live, ViewSchema schema) {
        try {
            live.declare(schema);
            return true;
        } catch (Refused missing) {
            return false;
        }
    }

    private List<Changed> changed(Projection<?> projection, String view, Views live)
            throws IOException {
        var stands = live.digest(view);
        var keys = new TreeSet<String>();
        try (var reading = source.open();
                var anew = new Rebuild(reading.events())) {
            anew.to(stands.position());
            if (!anew.views().digest(view).equals(stands)) {
                differing(rows(live, view), rows(anew.views(), view), keys);
            }
        }
        return keys.isEmpty() ? List.of() : traced(projection, view, live, keys, stands.position());
    }

    private static void differing(
            Map<String, byte[]> live, Map<String, byte[]> anew, SortedSet<String> keys) {
        var all = new TreeSet<>(live.keySet());
        all.addAll(anew.keySet());
        for (var key : all) {
            if (keys.size() < TRACED && !Arrays.equals(live.get(key), anew.get(key))) {
                keys.add(key);
            }
        }
    }

    private static Map<String, byte[]> rows(Views views, String view) {
        var rows = new TreeMap<String, byte[]>();
        var after = "";
        do {
            var page = views.page(view, new Views.Query(List.of(), "", false, after, PAGE));
            page.rows().forEach(row -> rows.put(row.key(), row.json()));
            after = page.next();
        } while (!after.isEmpty());
        return rows;
    }

    /** Follows each row through the events that touch it. */
    private List<Changed> traced(
            Projection<?> projection, String view, Views live, SortedSet<String> keys, long upTo)
            throws IOException {
        var touches = touches(projection, keys, upTo);
        var shown = live.findAll(view, List.copyOf(keys));
        var trace = new Trace(new TreeMap<>(), new HashSet<>());
        keys.forEach(key -> trace.at().put(key, 0L));
        try (var reading = source.open();
                var anew = new Rebuild(reading.events())) {
            for (var touch : touches.entrySet()) {
                anew.to(touch.getKey());
                for (var key : touch.getValue()) {
                    var made = anew.views().find(view, key).row().map(Views.Row::json);
                    var same = same(made, Optional.ofNullable(shown.get(key)));
                    trace.see(key, touch.getKey(), same);
                }
            }
        }
        return trace.at().entrySet().stream()
                .map(one -> new Changed(view, one.getKey(), one.getValue()))
                .toList();
    }

    /**
     * Where a row was at some event as it is shown, the next event that touches it is the one whose
     * effect is missing; where it never was, the last.
     *
     * @param at the position by key; 0 while there is none
     * @param seen keys of the rows that were once as they are shown
     */
    private record Trace(TreeMap<String, Long> at, Set<String> seen) {
        void see(String key, long position, boolean same) {
            if (same) {
                seen.add(key);
                at.put(key, 0L);
            } else if (!seen.contains(key) || at.getOrDefault(key, 0L) == 0) {
                at.put(key, position);
            }
        }
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent()
                && (one.isEmpty() || Arrays.equals(one.get(), other.orElseThrow()));
    }

    /** Keys by the position of the event that touches them. */
    private TreeMap<Long, List<String>> touches(
            Projection<?> projection, SortedSet<String> keys, long upTo) throws IOException {
        var touches = new TreeMap<Long, List<String>>();
        var catalogue = Discovery.events();
        try (var reading = source.open()) {
            while (reading.events().hasNext()) {
                var fact = Facts.of(reading.events().next(), catalogue);
                var touched = projection.keys(fact).stream().filter(keys::contains).toList();
                if (!touched.isEmpty() && fact.position() <= upTo) {
                    touches.put(fact.position(), touched);
                }
            }
        }
        return touches;
    }
}
