package dev.lekha.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One caller who reports a few hundred times a second at most, so that there is something to go on
 * with.
 */
final class Traffic implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final AtomicLong reports = new AtomicLong();
    private final long began = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;

    Traffic(Residents residents, int nodes) {
        thread =
                Thread.ofVirtual()
                        .name("traffic")
                        .start(() -> {
                            while (!closed) {
                                var number = reports.getAndIncrement();
                                residents
                                        .report(
                                                (int) (number % nodes),
                                                "traffic-" + began + "-" + number,
                                                number)
                                        .join();
                                pause();
                            }
                        });
    }

    double perSecond() {
        return reports.get() * 1e9 / (System.nanoTime() - began);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stop) {
            closed = true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
