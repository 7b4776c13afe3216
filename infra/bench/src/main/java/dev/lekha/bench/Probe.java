package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Json;
import dev.lekha.projection.Views;
import java.io.IOException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A device that reports a few times a second, and looks when its reports can be read and when they
 * have become money. Looking costs little: two rows of the views every few milliseconds.
 */
final class Probe implements AutoCloseable {
    static final String SUBSCRIPTION = "probe";

    private static final long EVERY_MILLIS = 50;
    private static final long GLANCE_MILLIS = 2;
    private static final long PATIENCE_SECONDS = 600;
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final Views views;
    private final String node;
    private final MqttSocket socket;
    private final Queue<Sent> unread = new ArrayDeque<>();
    private final Queue<Sent> uncharged = new ArrayDeque<>();
    private long number;
    private volatile boolean ending;
    private FutureTask<Lags> running = new FutureTask<>(() -> {}, Lags.none());

    /** One report, acknowledged at a time. */
    private record Sent(long number, long nanos) {}

    /**
     * In microseconds: from PUBLISH to PUBACK, from there until it can be read, and until it is in
     * the ledger.
     */
    record Lags(Histogram acknowledged, Histogram readable, Histogram charged) {
        static Lags none() {
            return new Lags(histogram(), histogram(), histogram());
        }

        private static Histogram histogram() {
            return new Histogram(LONGEST_MICROS, 3);
        }
    }

    Probe(LoopbackPlatform platform, String node) throws IOException {
        this.views = platform.part(Views.class);
        this.node = node;
        this.socket = new MqttSocket(platform.mqttPort(), node, Residents.SECRET);
        publish();
    }

    void begin() {
        ending = false;
        running = new FutureTask<>(this::watch);
        Thread.ofPlatform().name("probe").start(running);
    }

    /** Stops sending, and waits until all has arrived. */
    Lags end() throws InterruptedException, ExecutionException {
        ending = true;
        return running.get();
    }

    private Lags watch() throws IOException, InterruptedException {
        var lags = Lags.none();
        var next = System.nanoTime();
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ending || !unread.isEmpty() || !uncharged.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "a report does not arrive: " + unread.peek() + ", " + uncharged.peek());
            }
            if (!ending && System.nanoTime() >= next) {
                next += TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
                send(lags);
            }
            take(unread, read(), lags.readable);
            take(uncharged, charged(), lags.charged);
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
        return lags;
    }

    private void send(Lags lags) throws IOException {
        var began = System.nanoTime();
        publish();
        var sent = new Sent(number - 1, System.nanoTime());
        lags.acknowledged.recordValue(micros(sent.nanos - began));
        unread.add(sent);
        uncharged.add(sent);
    }

    /** Its register shows the number of the report, so each but the first uses one. */
    private void publish() throws IOException {
        var micros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        socket.publish(
                1,
                "devices/" + node + "/reports",
                "probe-" + number,
                MqttConnection.pack(node, micros, number));
        socket.flush();
        if (socket.acknowledgement().refused()) {
            throw new IllegalStateException("the probe was refused");
        }
        number++;
    }

    private static void take(Queue<Sent> waiting, long arrived, Histogram into) {
        for (var sent = waiting.peek();
                sent != null && sent.number <= arrived;
                sent = waiting.peek()) {
            into.recordValue(micros(System.nanoTime() - sent.nanos));
            waiting.remove();
        }
    }

    /** The last report that can be read. */
    private long read() {
        return views.find("latest-readings", node + "/energy")
                .row()
                .map(row -> Json.MAPPER.readTree(row.json()).path("value").longValue())
                .orElse(-1L);
    }

    /** The last report that is in the ledger: as many records as there were uses. */
    private long charged() {
        var period = YearMonth.now(ZoneOffset.UTC);
        return views.find("usage-ledger", SUBSCRIPTION + "~energy~" + period)
                .row()
                .map(row -> Json.MAPPER.readTree(row.json()).path("records").longValue())
                .orElse(0L);
    }

    private static long micros(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
