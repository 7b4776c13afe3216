package dev.lekha.store.mongo;

import com.mongodb.client.MongoDatabase;
import dev.lekha.projection.ViewSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/*
 * A batch goes through three states, each one change of the view's document. Decided: the document points to the changes
 * written down, and no other batch can be decided. Stored: all its rows are there and nobody sees them, since they hold
 * from a position on that the view has not reached. Finished: the position moves. Whoever finds a decided batch, here or
 * in another process, stores and finishes it before anything else: so a crash in between costs nothing, and a writer
 * that was only slow does no harm.
 */

/** Writes the batches of one view. */
final class ViewBatches {
    private final MongoDatabase database;
    private final String view;
    private final List<String> fields;
    private final ViewState.Documents states;
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Horizon horizon;
    private final Standing standing = new Standing();

    ViewBatches(
            MongoDatabase database,
            ViewSchema schema,
            Duration retention,
            Journal.Sizes sizes,
            InstantSource clock) {
        this.database = database;
        this.view = schema.name();
        this.fields = schema.fields();
        this.states = new ViewState.Documents(database);
        this.journal = new Journal(database, sizes, clock);
        this.horizon = new Horizon(retention);
    }

    private ViewRows rows(ViewState state) {
        return new ViewRows(database, view, state.generation(), fields);
    }

    private ViewState state() {
        return states.whole(view)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the view \"" + view + "\" is not there any more"));
    }

    /** Makes the view ready; empties it where its rows have another shape. */
    void declare(String shape) {
        lock.lock();
        try {
            if (states.whole(view).isEmpty()) {
                states.make(view, shape);
            }
            var found = state();
            if (!found.shape().equals(shape)) {
                empty(found, shape);
            }
            standing.forget();
            var state = state();
            rows(state).prepare();
            finishPending(state);
            journal.sweep(state);
            dropBefore(state.generation());
        } finally {
            lock.unlock();
        }
    }

    /** The rows of the next generation are ready before anybody looks for them. */
    private void empty(ViewState from, String shape) {
        new ViewRows(database, view, from.generation() + 1, fields).prepare();
        states.empty(from, shape);
    }

    void clear(String shape) {
        lock.lock();
        try {
            var state = state();
            standing.forget();
            empty(state, shape);
            // Of the generation that ended, somebody may be reading still; of those before, nobody.
            dropBefore(state.generation());
        } finally {
            lock.unlock();
        }
    }

    private void dropBefore(long generation) {
        var prefix = ViewRows.prefix(view);
        for (var name : database.listCollectionNames()) {
            if (name.startsWith(prefix)
                    && Long.parseLong(name.substring(prefix.length())) < generation) {
                database.getCollection(name).drop();
            }
        }
    }

    /** Where this process has brought the view, as far as it knows. */
    Standing standing() {
        return standing;
    }

    /** Whether the view is the caller's alone until {@link #release}. */
    boolean tryHold() {
        return lock.tryLock();
    }

    void release() {
        lock.unlock();
    }

    /**
     * @throws IllegalStateException where the view does not stand at {@code from}
     */
    void apply(long from, long to, Map<String, Optional<byte[]>> changes) {
        lock.lock();
        try {
            if (!changes.isEmpty() || !standing.passes(from, to, System.nanoTime())) {
                store(from, to, changes);
            }
            forgetBefore(horizon.stands(to, System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    private void store(long from, long to, Map<String, Optional<byte[]>> changes) {
        var state = settled();
        requireStanding(standing.reflected(state) == from, from);
        var real = withoutVainRemovals(state, changes);
        if (real.isEmpty()) {
            requireStanding(states.move(state, state.position(), to), from);
        } else {
            write(state, from, journal.write(view, to, real));
        }
        standing.confirmed(state.at(to), System.nanoTime());
    }

    private void requireStanding(boolean stands, long from) {
        if (!stands) {
            standing.forget();
            throw new IllegalStateException(
                    "the view \"%s\" does not stand at %d".formatted(view, from));
        }
    }

    private void forgetBefore(OptionalLong passed) {
        passed.ifPresent(position -> {
            var state = state();
            var floor = Math.min(position, state.position());
            states.raiseFloor(state, floor);
            rows(state).forget(floor);
        });
    }

    /** A key that has no row need not be removed, and leaves nothing behind. */
    private Map<String, Optional<byte[]>> withoutVainRemovals(
            ViewState state, Map<String, Optional<byte[]>> changes) {
        var removed =
                changes.entrySet().stream()
                        .filter(change -> change.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        if (removed.isEmpty()) {
            return changes;
        }
        var present = rows(state).present(removed, state.position());
        var real = new HashMap<>(changes);
        removed.stream().filter(key -> !present.contains(key)).forEach(real::remove);
        return real;
    }

    private void write(ViewState state, long from, Journal.Entry batch) {
        if (!states.decide(state, state.position(), batch)) {
            journal.remove(batch);
            requireStanding(false, from);
        }
        finish(state, batch);
    }

    private ViewState settled() {
        var state = state();
        return finishPending(state) ? state() : state;
    }

    /** Whether there was one. */
    private boolean finishPending(ViewState state) {
        state.pending().ifPresent(batch -> finish(state, batch));
        return state.pending().isPresent();
    }

    private void finish(ViewState state, Journal.Entry batch) {
        var changes = journal.read(batch);
        if (changes.isPresent()) {
            rows(state).store(changes.get(), state.position(), batch.to());
            states.finish(state, batch);
            journal.remove(batch);
        } else if (state().awaits(batch.batch())) {
            states.cancel(state, batch);
        }
    }
}
