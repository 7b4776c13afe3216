package dev.lekha.edge.kafka;

import dev.lekha.edge.http.Callers;
import dev.lekha.kernel.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commands from their topic, for as long as it is open; Kafka may come and go. */
public final class CommandIntake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final KafkaProperties properties;
    private final CommandWork work;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String trouble = "not started";
    private volatile @Nullable CommandSession session;
    private @Nullable Thread thread;

    public CommandIntake(
            KafkaProperties properties,
            Commands commands,
            Callers callers,
            InstantSource clock,
            MeterRegistry registry) {
        this.properties = properties;
        var meters = new CommandMeters(registry);
        this.work = new CommandWork(properties.commands(), commands, callers, clock, meters);
        meters.watch(() -> session == null ? 0 : session.inFlight());
    }

    /** Why no commands are taken now; empty while they are. */
    public String trouble() {
        return trouble;
    }

    /** Begins in a thread of its own; Kafka need not be there yet. */
    public synchronized void start() {
        thread = Thread.ofPlatform().name("kafka-commands").daemon().start(this::run);
    }

    /** Finishes what is in flight, within its time, and commits it. */
    @Override
    public synchronized void close() {
        stopped.countDown();
        try {
            if (thread != null && !thread.join(properties.commands().shutdownGrace().plus(STOP))) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (var opened = CommandSession.open(properties, work)) {
                session = opened;
                trouble = "";
                while (stopped.getCount() > 0) {
                    opened.turn();
                }
            } catch (RuntimeException failed) {
                trouble(failed);
            } finally {
                session = null;
            }
        }
        trouble = "stopped";
    }

    private void trouble(RuntimeException failed) {
        var why = String.valueOf(failed.getMessage());
        if (!trouble.equals(why)) {
            LOG.warn("No commands are taken from Kafka now: {}", why);
        }
        trouble = why;
        try {
            if (stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The Kafka intake stops instead of trying again");
            }
        } catch (InterruptedException interrupted) {
            stopped.countDown();
        }
    }
}
