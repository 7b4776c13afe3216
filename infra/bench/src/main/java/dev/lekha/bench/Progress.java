package dev.lekha.bench;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how far long work has come. */
final class Progress {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter out;
    private final String done;
    private final long whole;
    private final long began = System.nanoTime();
    private long first = -1;
    private long said = began;

    /**
     * @param done what has happened to so many of them
     */
    Progress(PrintWriter out, String done, long whole) {
        this.out = out;
        this.done = done;
        this.whole = whole;
    }

    void at(long count) {
        first = first < 0 ? count : first;
        var now = System.nanoTime();
        if (now - said >= PAUSE) {
            said = now;
            var rate = (count - first) * 1e9 / (now - began);
            out.printf("%,d of %,d %s, %,.0f a second%n", count, whole, done, rate);
            out.flush();
        }
    }
}
