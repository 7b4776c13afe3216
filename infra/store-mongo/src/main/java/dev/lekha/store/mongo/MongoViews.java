package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.RowShape;
import dev.lekha.projection.RowsDigest;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Rows of all views in one database, kept in versions, so that readers see whole batches without a
 * transaction. {@link ViewBatches} writes them.
 */
public final class MongoViews implements Views {
    /** A read that takes half as long is checked for having been overtaken. */
    static final Duration RETENTION = Duration.ofSeconds(10);

    private static final int MOST_TRIES = 8;

    private final MongoDatabase database;
    private final ViewState.Documents states;
    private final Settling settling;
    private final Duration retention;
    private final Journal.Sizes sizes;
    private final InstantSource clock;
    private final boolean writable;
    private final Map<String, View> views = new ConcurrentHashMap<>();

    MongoViews(MongoDatabase database, InstantSource clock) {
        this(database, RETENTION, Journal.Sizes.DEFAULT, clock, true);
    }

    /** Views of which nothing is changed: what would change them is refused. */
    static MongoViews toRead(MongoDatabase database, InstantSource clock) {
        return new MongoViews(database, RETENTION, Journal.Sizes.DEFAULT, clock, false);
    }

    /**
     * @param retention of rows that were replaced, for those who still read them
     */
    MongoViews(
            MongoDatabase database, Duration retention, Journal.Sizes sizes, InstantSource clock) {
        this(database, retention, sizes, clock, true);
    }

    private MongoViews(
            MongoDatabase database,
            Duration retention,
            Journal.Sizes sizes,
            InstantSource clock,
            boolean writable) {
        this.clock = clock;
        this.writable = writable;
        this.database = database;
        this.states = new ViewState.Documents(database);
        this.settling =
                new Settling(states, () -> views.values().stream().map(View::batches).toList());
        this.retention = retention;
        this.sizes = sizes;
    }

    /** What this process knows of a view. */
    private record View(ViewSchema schema, String shape, ViewBatches batches) {}

    @Override
    public void declare(ViewSchema schema) {
        var batches = new ViewBatches(database, schema, retention, sizes, clock);
        var shape = RowShape.kept(schema);
        guarded(() -> {
            if (writable) {
                batches.declare(shape);
            } else if (!states.whole(schema.name())
                    .map(ViewState::shape)
                    .equals(Optional.of(shape))) {
                throw refusal();
            }
            return views.put(schema.name(), new View(schema, shape, batches));
        });
    }

    private static Refused refusal() {
        return new Refused(
                Refused.Kind.FORBIDDEN, "store-read-only", "The store was opened to read only.");
    }

    private View toBeChanged(String view) {
        if (!writable) {
            throw refusal();
        }
        return declared(view);
    }

    private View declared(String view) {
        var found = views.get(view);
        if (found == null) {
            throw new IllegalArgumentException("the view \"" + view + "\" was not declared");
        }
        return found;
    }

    @Override
    public long position(String view) {
        var known = views.get(view);
        var brought =
                known == null
                        ? OptionalLong.empty()
                        : known.batches.standing().reflected(System.nanoTime());
        return brought.isPresent()
                ? brought.getAsLong()
                : guarded(() -> states.lean(view).map(ViewState::position).orElse(0L));
    }

    @Override
    public Found find(String view, String key) {
        return read(
                view,
                (rows, position) ->
                        new Found(
                                Optional.ofNullable(
                                                rows.at(position, eq(ViewRows.KEY, key)).first())
                                        .map(found -> new Row(key, ViewRows.row(found))),
                                position));
    }

    @Override
    public Page page(String view, Query query) {
        return read(view, (rows, position) -> ViewPages.read(rows, query, position));
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        return read(
                view,
                (rows, position) -> {
                    var found = new HashMap<String, byte[]>();
                    for (var some : ViewRows.split(keys)) {
                        rows.at(position, in(ViewRows.KEY, some))
                                .forEach(row ->
                                        found.put(row.getString(ViewRows.KEY), ViewRows.row(row)));
                    }
                    return found;
                });
    }

    @Override
    public void apply(String view, long from, long to, Map<String, Optional<byte[]>> changes) {
        var batches = toBeChanged(view).batches;
        guarded(() -> {
            batches.apply(from, to, changes);
            return to;
        });
    }

    Settling settling() {
        return settling;
    }

    @Override
    public void clear(String view) {
        var known = toBeChanged(view);
        guarded(() -> {
            known.batches.clear(known.shape);
            return view;
        });
    }

    @Override
    public Digest digest(String view) {
        return read(
                view,
                (rows, position) -> {
                    var digest = new RowsDigest();
                    for (var row :
                            rows.at(position, Filters.empty()).sort(ascending(ViewRows.KEY))) {
                        digest.add(row.getString(ViewRows.KEY), ViewRows.row(row));
                    }
                    return digest.at(position);
                });
    }

    /** Reads the rows of one position; again where they were forgotten in the meantime. */
    private <T> T read(String view, BiFunction<ViewRows, Long, T> reading) {
        var known = declared(view);
        return guarded(() -> {
            for (int i = 0; i < MOST_TRIES; i++) {
                long begun = System.nanoTime();
                var state = states.lean(view).orElseThrow(() -> gone(view));
                var rows = new ViewRows(database, view, state.generation(), known.schema.fields());
                var found = reading.apply(rows, known.batches.standing().reflected(state));
                if (System.nanoTime() - begun < retention.toNanos() / 2 || isThere(state)) {
                    return found;
                }
            }
            throw new IllegalStateException(
                    "the rows of \"%s\" change faster than they can be read".formatted(view));
        });
    }

    private boolean isThere(ViewState state) {
        var now = states.lean(state.view()).orElseThrow(() -> gone(state.view()));
        return now.generation() == state.generation() && now.floor() <= state.position();
    }

    private static IllegalStateException gone(String view) {
        return new IllegalStateException("the view \"" + view + "\" is not there any more");
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException failed) {
            throw Unavailable.because(failed);
        }
    }
}
