package dev.lekha.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AbstractHistogram;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Measured thing and yardsticks in turns, so that none has the smaller log nor the quieter machine.
 */
final class LogTurns {
    static final String RATE = ": commits/s";
    static final String RATIO = " to RocksDB";
    static final String RAW = " p50 to raw append + force";
    static final String SOURCED = "sourced/s";
    static final String BULK = "bulk: events/s";

    /** What an append of a block takes, to compare with what others have published. */
    private static final int BLOCK = 4_096;

    /** Tags, metadata and frame of an event beside its body, about. */
    private static final int BESIDE_BODY = 200;

    private final ScatteredLog content;
    private final int record;
    private final EventStorageEngine engine;
    private final EventStorageEngine rocks;
    private final RawAppends raw;
    private final AtomicLong numbers;
    private final ClosedLoop loop;

    LogTurns(
            ScatteredLog content,
            EventStorageEngine engine,
            EventStorageEngine rocks,
            RawAppends raw) {
        this.content = content;
        this.record = content.reports().bodyBytes() + BESIDE_BODY;
        this.engine = engine;
        this.rocks = rocks;
        this.raw = raw;
        this.numbers = new AtomicLong(content.events());
        this.loop = new ClosedLoop(content.reports(), numbers);
    }

    static String callers(int count) {
        return count == 1 ? "1 caller" : count + " callers";
    }

    /** What is to be sourced; also the first warming up. */
    void fill() {
        for (var each : new EventStorageEngine[] {rocks, engine}) {
            content.fill(new Appender(each), content.events(), _ -> {});
        }
    }

    void commits(int callers, Samples into, Duration each)
            throws IOException, InterruptedException, ExecutionException {
        var name = callers(callers);
        var theirs = loop.run(callers, new Appender(rocks), each);
        var before = raw.run(record, each.dividedBy(4));
        var ours = loop.run(callers, new Appender(engine), each);
        var after = raw.run(record, each.dividedBy(4));
        take(name, ours, into);
        take(name + ": RocksDB", theirs, into);
        into.add(name + RATIO, ours.perSecond() / theirs.perSecond());
        if (callers == 1) {
            before.add(after);
            var micros = Latencies.micros(before, 50);
            into.add("raw append + force of " + record + " bytes: p50 µs", micros);
            into.add(name + RAW, Latencies.micros(ours.nanos(), 50) / micros);
            block(name, ours.nanos(), into, each.dividedBy(4));
        }
    }

    private void block(String name, AbstractHistogram ours, Samples into, Duration each)
            throws IOException {
        var micros = Latencies.micros(raw.run(BLOCK, each), 50);
        into.add("raw append + force of 4 KiB: p50 µs", micros);
        into.add(name + RAW + " of 4 KiB", Latencies.micros(ours, 50) / micros);
    }

    private static void take(String name, ClosedLoop.Outcome outcome, Samples into) {
        into.add(name + RATE, outcome.perSecond());
        into.add(name + ": p50 µs", Latencies.micros(outcome.nanos(), 50));
        into.add(name + ": p99 µs", Latencies.micros(outcome.nanos(), 99));
    }

    void bulk(int events, Samples into, Duration each)
            throws IOException, InterruptedException, ExecutionException {
        var theirs = loop.bulk(events, new Appender(rocks), each);
        var bytes = raw.run(events * record, each.dividedBy(4));
        var ours = loop.bulk(events, new Appender(engine), each);
        into.add(BULK, ours);
        into.add("bulk: RocksDB events/s", theirs);
        into.add("bulk" + RATIO, ours / theirs);
        into.add("bulk: as many bytes raw, events/s", events * 1e9 / bytes.getMean());
        into.add("bulk to raw", ours * bytes.getMean() / events / 1e9);
    }

    void sourcing(Samples into, Duration each) throws InterruptedException, ExecutionException {
        var theirs = new Sourcing(content, rocks).run(1, each.dividedBy(2));
        var ours = new Sourcing(content, engine).run(1, each.dividedBy(2));
        into.add(SOURCED, ours);
        into.add("RocksDB " + SOURCED, theirs);
        into.add("sourcing" + RATIO, ours / theirs);
    }

    OpenLoop latency(double perSecond, Duration duration) throws InterruptedException {
        var open = new OpenLoop(content.reports(), numbers);
        open.run(perSecond, new Appender(engine), duration);
        return open;
    }
}
