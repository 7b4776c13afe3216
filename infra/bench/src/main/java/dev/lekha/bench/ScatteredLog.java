package dev.lekha.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

/**
 * A log in which each node has ten reports, one in every tenth of the log, elsewhere in each. Event
 * N is the same whenever it is made, so a fill that was broken off goes on where it was.
 *
 * @param events a multiple of ten
 */
record ScatteredLog(long events, Reports reports) {
    static final int PER_NODE = 10;

    private static final double GOLDEN = 0.381966;
    private static final int IN_COMMIT = 1_000;
    private static final int UNDER_WAY = 4;

    ScatteredLog {
        if (events <= 0 || events % PER_NODE != 0) {
            throw new IllegalArgumentException("not a multiple of ten: " + events);
        }
    }

    long nodes() {
        return events / PER_NODE;
    }

    static String node(long index) {
        return "node-" + index;
    }

    /** The numbers of a node's reports, from 0, in order. */
    LongStream numbers(long node) {
        return LongStream.range(0, PER_NODE)
                .map(tenth -> tenth * nodes() + Math.floorMod(node - shift(tenth), nodes()));
    }

    private TaggedEventMessage<?> event(long number) {
        return number < events
                ? reports.of(node((number + shift(number / nodes())) % nodes()), number)
                : reports.of("beyond-" + number, number);
    }

    private long shift(long tenth) {
        return (long) (tenth * GOLDEN * nodes());
    }

    /**
     * Goes on where the log ends, many events a commit and some commits under way at once.
     *
     * @param until how many events are wanted; what is beyond the scattered ones has nodes of its
     *     own
     * @param durable told how far the log has come
     */
    void fill(Appender log, long until, LongConsumer durable) {
        Deque<CompletableFuture<Long>> underWay = new ArrayDeque<>();
        var acknowledged = log.head();
        for (var next = acknowledged; next < until || !underWay.isEmpty(); ) {
            if (next < until && underWay.size() < UNDER_WAY) {
                var batch = batch(next, Math.min(until, next + IN_COMMIT));
                underWay.add(log.append(AppendCondition.none(), batch));
                next += batch.size();
            } else {
                acknowledged = inOrder(acknowledged, underWay.remove().join(), until);
                durable.accept(acknowledged);
            }
        }
    }

    /** An event's position must follow from its number: nobody else may write meanwhile. */
    private static long inOrder(long before, long after, long until) {
        if (after != Math.min(until, before + IN_COMMIT)) {
            throw new IllegalStateException(after + " was acknowledged after " + before);
        }
        return after;
    }

    private List<TaggedEventMessage<?>> batch(long from, long to) {
        var batch = new ArrayList<TaggedEventMessage<?>>(IN_COMMIT);
        for (var number = from; number < to; number++) {
            batch.add(event(number));
        }
        return batch;
    }
}
