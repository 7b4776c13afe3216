package dev.lekha.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AbstractHistogram;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

/**
 * Callers that commit, wait until it is durable, and commit again.
 *
 * @param numbers of the reports, which go on from one loop to the next
 */
record ClosedLoop(Reports reports, AtomicLong numbers) {
    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture("");

    /** More would only wait for the writer; fewer would let the disk wait for the encoding. */
    private static final int BULK_CALLERS = 4;

    /**
     * @param nanos of each commit, from the finished event to the answer
     */
    record Outcome(double perSecond, AbstractHistogram nanos) {}

    /** One event a commit, of a node of the caller's own, after whose last report nothing came. */
    Outcome run(int callers, Appender log, Duration duration)
            throws InterruptedException, ExecutionException {
        var nanos = Latencies.histogram();
        var known = new long[callers];
        Arrays.fill(known, log.head());
        var pace =
                new Callers(callers)
                        .run(
                                duration,
                                (caller, _) -> {
                                    var node = Load.node(caller);
                                    var event = reports.of(node, numbers.getAndIncrement());
                                    var began = System.nanoTime();
                                    known[caller] =
                                            log.append(Reports.from(node), known[caller], event)
                                                    .join();
                                    Latencies.record(nanos, System.nanoTime() - began);
                                    return DONE;
                                });
        return new Outcome(pace.perSecond(), nanos);
    }

    /** Many events a commit, under no condition; says how many events a second. */
    double bulk(int events, Appender log, Duration duration)
            throws InterruptedException, ExecutionException {
        return events
                * new Callers(BULK_CALLERS)
                        .run(
                                duration,
                                (caller, _) ->
                                        log.append(
                                                AppendCondition.none(),
                                                batch(Load.node(caller), events)))
                        .perSecond();
    }

    private List<TaggedEventMessage<?>> batch(String node, int events) {
        var batch = new ArrayList<TaggedEventMessage<?>>(events);
        var first = numbers.getAndAdd(events);
        for (var number = first; number < first + events; number++) {
            batch.add(reports.of(node, number));
        }
        return batch;
    }
}
