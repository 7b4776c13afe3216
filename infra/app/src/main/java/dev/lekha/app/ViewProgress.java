package dev.lekha.app;

import dev.lekha.projection.Views;
import dev.lekha.query.Positions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whoever waits when a view has come as far as they need. */
public final class ViewProgress implements Positions {
    /** Where one view stands; waited on by itself. */
    private static final class Mark {
        private long position;

        synchronized void advance(long to) {
            position = to;
            notifyAll();
        }

        synchronized boolean await(long wanted, long nanos) throws InterruptedException {
            var until = System.nanoTime() + nanos;
            while (position < wanted) {
                var millis = (until - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
            return true;
        }
    }

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Views views;
    private final boolean movedByOthers;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    /**
     * @param movedByOthers whether other processes move views too, of which nobody tells
     */
    public ViewProgress(Views views, boolean movedByOthers) {
        this.views = views;
        this.movedByOthers = movedByOthers;
    }

    /** Called when rows that reflect the position can be read; 0 when the view begins anew. */
    public void advanced(String view, long position) {
        mark(view).advance(position);
    }

    @Override
    public boolean await(String view, long position, Duration atMost) throws InterruptedException {
        if (!movedByOthers) {
            return mark(view).await(position, atMost.toNanos());
        }
        var until = System.nanoTime() + atMost.toNanos();
        while (!mark(view).await(position, LOOK.toNanos())) {
            if (System.nanoTime() > until) {
                return false;
            }
            mark(view).advance(views.position(view));
        }
        return true;
    }

    private Mark mark(String view) {
        return marks.computeIfAbsent(
                view,
                name -> {
                    var mark = new Mark();
                    mark.advance(views.position(name));
                    return mark;
                });
    }
}
