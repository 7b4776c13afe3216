package dev.lekha.store.mongo;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the database, all views at once, how far those have come whose rows did not change: other
 * processes wait for it, and one that takes a view over goes on from there.
 */
final class Settling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ViewState.Documents states;
    private final Supplier<List<ViewBatches>> views;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("views-settling").daemon().factory());

    Settling(ViewState.Documents states, Supplier<List<ViewBatches>> views) {
        this.states = states;
        this.views = views;
    }

    void start() {
        timer.scheduleWithFixedDelay(
                this::settleAll, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void settleAll() {
        try {
            settle();
        } catch (MongoException failed) {
            // The next time tells as much; until then who takes a view over folds a little more.
            LOG.debug("where views stand could not be told", failed);
        }
    }

    /** A view that is just being written tells by itself. */
    void settle() {
        var held = new ArrayList<ViewBatches>();
        try {
            views.get().stream()
                    .filter(view -> view.standing().ahead().isPresent() && view.tryHold())
                    .forEach(held::add);
            move(held);
        } finally {
            held.forEach(ViewBatches::release);
        }
    }

    private void move(List<ViewBatches> held) {
        var ahead = held.stream().flatMap(view -> view.standing().ahead().stream()).toList();
        if (ahead.isEmpty()) {
            return;
        }
        var areMoved = states.moveAll(ahead) == ahead.size();
        for (var view : held) {
            if (areMoved) {
                view.standing().settled(System.nanoTime());
            } else {
                view.standing().forget();
            }
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                settleAll();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
