package dev.lekha.store.segment;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Calls a stream's reader, never twice at once and never too seldom: what rings while the reader
 * works is made up for when it is done. Ringing is cheap and runs nothing on the ringer's thread.
 */
final class Bell implements Runnable {
    private final AtomicInteger rings = new AtomicInteger();
    private final Consumer<Throwable> onFailure;
    private volatile Runnable callback = () -> {};

    Bell(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    /** Sets who is called, and calls at once. */
    void answer(Runnable callback) {
        this.callback = callback;
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
                callback.run();
            } catch (RuntimeException failed) {
                onFailure.accept(failed);
            }
        } while (rings.addAndGet(-heard) != 0);
    }
}
