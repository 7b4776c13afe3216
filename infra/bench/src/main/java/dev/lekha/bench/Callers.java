package dev.lekha.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers that each ask, wait for the answer, and ask again. */
record Callers(int count) {
    /** One call. */
    @FunctionalInterface
    interface Call {
        /**
         * @param caller from 0
         * @param number of the call among those of this caller, from 0
         */
        CompletableFuture<?> make(int caller, long number);
    }

    /**
     * @param cpuMicros of the whole process for each call, garbage collection and compilers
     *     included
     * @param micros for each call as its caller sees it
     */
    record Pace(double perSecond, double cpuMicros, double micros) {}

    Pace run(Duration duration, Call call) throws InterruptedException, ExecutionException {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var cpu = process.getProcessCpuTime();
        var began = System.nanoTime();
        var calls = 0L;
        var running = new ArrayList<Future<Long>>(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var index = 0; index < count; index++) {
                var caller = index;
                running.add(threads.submit(() -> call(caller, began + duration.toNanos(), call)));
            }
            for (var one : running) {
                calls += one.get();
            }
        }
        var nanos = (double) (System.nanoTime() - began);
        var cpuNanos = (double) (process.getProcessCpuTime() - cpu);
        return new Pace(calls * 1e9 / nanos, cpuNanos / calls / 1e3, nanos * count / calls / 1e3);
    }

    private static long call(int caller, long until, Call call) {
        var calls = 0L;
        do {
            call.make(caller, calls++).join();
        } while (System.nanoTime() < until);
        return calls;
    }
}
