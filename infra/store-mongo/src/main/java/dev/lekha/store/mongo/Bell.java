package dev.lekha.store.mongo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Calls a stream's reader on a thread of its own, one call at a time; a ring during a call leads to
 * another call after it.
 */
final class Bell implements Runnable {
    private final AtomicInteger rings = new AtomicInteger();
    private final Consumer<Throwable> onFailure;
    private volatile Runnable reader = () -> {};

    Bell(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    /** Sets who is called, and calls at once. */
    void answer(Runnable called) {
        reader = called;
        if (rings.getAndIncrement() == 0) {
            call();
        }
    }

    @Override
    public void run() {
        if (rings.getAndIncrement() == 0) {
            Thread.startVirtualThread(this::call);
        }
    }

    private void call() {
        int heard;
        do {
            heard = rings.get();
            try {
                reader.run();
            } catch (RuntimeException failed) {
                onFailure.accept(failed);
            }
        } while (rings.addAndGet(-heard) != 0);
    }
}
