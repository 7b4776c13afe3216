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

    private final Views views;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    public ViewProgress(Views views) {
        this.views = views;
    }

    /** Called when rows that reflect the position can be read; 0 when the view begins anew. */
    public void advanced(String view, long position) {
        mark(view).advance(position);
    }

    @Override
    public boolean await(String view, long position, Duration atMost) throws InterruptedException {
        return mark(view).await(position, atMost.toNanos());
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
