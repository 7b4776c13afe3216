package dev.lekha.app;

import dev.lekha.store.segment.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells every few seconds how far it has come, and nothing where it is done before. */
public final class SlowWork implements Progress {
    private static final long EVERY = Duration.ofSeconds(3).toNanos();
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private final String doing;
    private long told = System.nanoTime();

    /**
     * @param doing what is done, as the beginning of a line
     */
    public SlowWork(PrintWriter err, String doing) {
        this.err = err;
        this.doing = doing;
    }

    @Override
    public void at(long bytes, long all) {
        tell("%s: %d of %d MB", bytes / MEGABYTE, all / MEGABYTE);
    }

    /** How far it has come, counted in events. */
    public void events(long done) {
        tell("%s: %d events", done);
    }

    private void tell(String line, Object... figures) {
        if (System.nanoTime() - told >= EVERY) {
            told = System.nanoTime();
            var all = new Object[figures.length + 1];
            all[0] = doing;
            System.arraycopy(figures, 0, all, 1, figures.length);
            err.println(line.formatted(all));
            err.flush();
        }
    }
}
