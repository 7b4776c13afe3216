package dev.lekha.store.segment;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Who begins at the same moment, each on a thread of its own. */
final class Racers {
    private Racers() {}

    /** One of them. */
    @FunctionalInterface
    interface Racer {
        /**
         * @param number from 0 on, another for each
         */
        void run(int number) throws Exception;
    }

    /** Runs all of them, and fails where one does. */
    static void together(int many, Racer racer) {
        var start = new CyclicBarrier(many);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var runs = new ArrayList<Future<?>>();
            for (int i = 0; i < many; i++) {
                int number = i;
                Callable<?> run =
                        () -> {
                            start.await();
                            racer.run(number);
                            return true;
                        };
                runs.add(threads.submit(run));
            }
            for (var run : runs) {
                run.get();
            }
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError("a racer fell", failed);
        }
    }
}
