package dev.lekha.app.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does the same with many things at once, each on a virtual thread; fails where one of them fails.
 */
final class Together {
    /** What is done with one. */
    @FunctionalInterface
    interface Deed<T> {
        void with(T one) throws Exception;
    }

    private Together() {}

    /**
     * @param atOnce how many at the same time, at most
     */
    static <T> void each(Collection<T> many, int atOnce, Deed<T> deed) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var running = new ArrayList<Future<?>>(many.size());
            for (var one : many) {
                running.add(
                        threads.submit(() -> {
                            deed.with(one);
                            return one;
                        }));
            }
            for (var one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "one of many failed: " + failed.getCause(), failed.getCause());
        }
    }
}
