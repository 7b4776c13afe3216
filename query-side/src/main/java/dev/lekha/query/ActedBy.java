package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Tags;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.Views.Query;
import dev.lekha.projection.evidence.ActorActivity;
import dev.lekha.projection.evidence.ActorActivity.Stretch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one actor has caused, in the order of the log: a node about itself by its tag, anybody else
 * by {@link ActorActivity}; what that view does not reflect yet is read through.
 */
final class ActedBy implements Log.Cursor {
    private static final int ROWS = 1_000;

    private final String actor;
    private final Log log;
    private final Log.Filter filter;
    private final Rows views;
    private final long after;
    private final long to;

    /** What the view reflects; the rest is one stretch. */
    private final long known;

    private final Log.Cursor ofItself;
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private Optional<String> more = Optional.of("");
    private Log.@Nullable Cursor open;
    private long end;
    private boolean hasBegun;
    private Optional<Log.Stored> itself = Optional.empty();
    private Optional<Log.Stored> other = Optional.empty();

    /** Behind a position, and up to another. */
    ActedBy(String actor, Log log, Log.Filter filter, Rows views, long after, long to) {
        this.actor = actor;
        this.log = log;
        this.filter = filter;
        this.views = views;
        this.after = after;
        this.end = after;
        this.to = to;
        this.known = views.position(ActorActivity.NAME);
        var tags = Stream.concat(filter.tags().stream(), Stream.of(Tags.NODE + "=" + actor));
        this.ofItself = log.after(after, new Log.Filter(filter.types(), tags.toList()));
    }

    /** Waits for nothing. */
    @Override
    public Optional<Log.Stored> next(Duration wait) {
        if (!hasBegun) {
            hasBegun = true;
            itself = nextOfItself();
            other = nextOther();
        }
        var first = isFirst(itself, other) ? itself : other;
        if (first.isPresent()) {
            long position = first.get().position();
            if (itself.filter(event -> event.position() == position).isPresent()) {
                itself = nextOfItself();
            }
            if (other.filter(event -> event.position() == position).isPresent()) {
                other = nextOther();
            }
        }
        return first;
    }

    private static boolean isFirst(Optional<Log.Stored> one, Optional<Log.Stored> other) {
        return other.isEmpty() || one.isPresent() && one.get().position() < other.get().position();
    }

    private Optional<Log.Stored> nextOfItself() {
        return caused(ofItself, to);
    }

    private Optional<Log.Stored> nextOther() {
        while (true) {
            if (open != null) {
                var found = caused(open, end);
                if (found.isPresent()) {
                    return found;
                }
                open.close();
                open = null;
            }
            var next = stretch();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            // Actors of several tenants may have one name, and stretches in common.
            long from = Math.max(end, next.get().from() - 1);
            if (from < next.get().to()) {
                open = log.after(from, filter);
                end = next.get().to();
            }
        }
    }

    private Optional<Log.Stored> caused(Log.Cursor cursor, long last) {
        var event = cursor.next(Duration.ZERO);
        while (event.isPresent() && event.get().position() <= last) {
            if (actor.equals(event.get().metadata().get(Metadata.ACTOR))) {
                return event;
            }
            event = cursor.next(Duration.ZERO);
        }
        return Optional.empty();
    }

    private Optional<Stretch> stretch() {
        if (stretches.isEmpty() && more.isPresent()) {
            fill(more.get());
        }
        return Optional.ofNullable(stretches.poll());
    }

    /** A page of them, and behind the last page what the view does not reflect. */
    private void fill(String cursor) {
        var next = known == 0 ? "" : rows(cursor);
        more = Optional.of(next).filter(some -> !some.isEmpty());
        if (more.isEmpty()) {
            stretches.add(new Stretch(actor, known + 1, to, 0));
        }
    }

    private String rows(String cursor) {
        var wanted =
                List.of(
                        new Filter("actor", Comparison.EQUAL, actor),
                        new Filter("to", Comparison.GREATER, Long.toString(after)),
                        new Filter("from", Comparison.AT_MOST, Long.toString(to)));
        var page = views.page(ActorActivity.NAME, new Query(wanted, "from", false, cursor, ROWS));
        for (var row : page.rows()) {
            var stretch = Json.MAPPER.readValue(row.json(), Stretch.class);
            if (stretch.from() <= known) {
                stretches.add(
                        new Stretch(
                                actor,
                                stretch.from(),
                                Math.min(stretch.to(), Math.min(known, to)),
                                stretch.count()));
            }
        }
        return page.next();
    }

    @Override
    public void close() {
        ofItself.close();
        if (open != null) {
            open.close();
        }
    }
}
