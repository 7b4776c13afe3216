package dev.lekha.edge.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The right to work on a partition, until it goes to another process or the door closes. */
final class Lease {
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The work is not ours any more; nothing is lost, for it was not committed. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() {
            super("the partition is not ours any more", null, false, false);
        }
    }

    void end() {
        ended.countDown();
    }

    void require() {
        if (ended.getCount() == 0) {
            throw new Ended();
        }
    }

    /** Waits, but not beyond its end. */
    void pause(Duration duration) {
        try {
            if (ended.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Ended();
            }
        } catch (InterruptedException stopped) {
            throw new Ended();
        }
    }
}
