package dev.lekha.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each event is in the topic once and in its place, whatever is killed; {@code -Dlekha.restarts=20}
 * for many restarts.
 */
@TestInstance(PER_CLASS)
class FeedExactlyOnceTest {
    private static final int RESTARTS = Integer.getInteger("lekha.restarts", 5);

    private SomeKafka broker;

    private WrittenLog log;
    private String prefix;

    SomeKafka broker(Path data) {
        return SomeKafka.inProcess(data);
    }

    @BeforeAll
    void start(@TempDir Path data) {
        broker = broker(data);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test, @TempDir Path folder) throws IOException {
        log = new WrittenLog(folder);
        prefix = test.getTestMethod().orElseThrow().getName().replaceAll("(.)[^_]*_?", "$1") + ".";
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_feed_that_hangs_in_a_transaction_is_fenced_and_what_it_had_begun_is_not_there()
            throws InterruptedException {
        charge(10);
        var held = new HeldLog(log.reader(), 7);
        var settings = Map.of("feed.batch-time", "1s", "feed.fenced-pause", "10m");
        try (var hanging = new FeedUnderTest(broker.bootstrapServers(), prefix, held, settings);
                var _ = awaiting(held);
                var _ = feed().awaitHead()) {
            assertEachOnceInOrder();
            held.release();
            hanging.await(FeedStatus.State.FENCED);
            charge(10);
            try (var _ = feed().awaitHead()) {
                assertEachOnceInOrder();
            }
        }
    }

    @Test
    void a_fenced_feed_comes_back_after_its_pause() {
        charge(3);
        try (var first = feed(Map.of("feed.fenced-pause", "200ms")).awaitHead()) {
            try (var _ = feed(Map.of("feed.fenced-pause", "10m")).awaitHead()) {
                charge(3);
                first.await(FeedStatus.State.FENCED);
            }
            first.awaitHead();
            assertEachOnceInOrder();
        }
    }

    @Test
    void a_broker_that_goes_and_comes_back_costs_nothing_but_time() throws InterruptedException {
        charge(20);
        try (var feed = feed()) {
            feed.awaitHead();
            var enough = new CountDownLatch(1);
            var writer = Thread.ofPlatform().start(() -> writeUntil(enough));
            broker.stop();
            feed.await(FeedStatus.State.AWAY);
            charge(200);
            assertThat(feed.feed.lag()).isPositive();
            enough.countDown();
            writer.join();
            broker.start();
            feed.awaitHead();
            assertEachOnceInOrder();
            assertMoneyAddsUp();
        }
    }

    @Test
    @Requirement("5.3.1")
    void restarts_under_writing_lose_nothing_and_repeat_nothing() throws InterruptedException {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var enough = new CountDownLatch(1);
        var writer = Thread.ofPlatform().start(() -> writeUntil(enough));
        var zombies = new ArrayDeque<FeedUnderTest>();
        try {
            for (int restart = 0; restart < RESTARTS; restart++) {
                var feed = feed(Map.of("feed.batch-events", "7", "feed.fenced-pause", "10m"));
                zombies.push(feed);
                // A zombie whose broker did not say why it was refused comes back and may fence
                // this one.
                feed.await(FeedStatus.State.FOLLOWING, FeedStatus.State.FENCED);
                long until = System.nanoTime() + random.nextLong(1_000_000, 150_000_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                if (random.nextBoolean()) {
                    zombies.pop().close();
                }
            }
            enough.countDown();
            writer.join();
            zombies.forEach(FeedUnderTest::close);
            zombies.clear();
            try (var _ = feed().awaitHead()) {
                assertEachOnceInOrder();
                assertMoneyAddsUp();
            }
        } catch (AssertionError wrong) {
            throw new AssertionError("with seed " + seed, wrong);
        } finally {
            enough.countDown();
            writer.join();
            zombies.forEach(FeedUnderTest::close);
        }
    }

    private void writeUntil(CountDownLatch enough) {
        try {
            while (!enough.await(5, TimeUnit.MILLISECONDS)) {
                charge(3);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void charge(int times) {
        for (int at = 0; at < times; at++) {
            log.charge("street-" + at % 3, "pump-" + at % 5, at + 1 + "/3");
        }
    }

    private void assertEachOnceInOrder() {
        var all = LongStream.rangeClosed(1, log.reader().head()).boxed().toList();
        assertThat(topic("events").positions()).isEqualTo(all);
        assertThat(topic("cdrs").positions()).isEqualTo(positions("charging.CdrIssued"));
        assertThat(topic("usage").positions())
                .isEqualTo(positions("charging.UsageRecorded", "charging.UsageRated"));
        for (var name : List.of("events", "usage", "cdrs")) {
            assertThat(topic(name).byKey()).allSatisfy((_, row) -> assertThat(row).isSorted());
        }
    }

    private List<Long> positions(String... types) {
        return new ArrayList<>(log.events(types).stream().map(each -> each.position()).toList());
    }

    private void assertMoneyAddsUp() {
        var inTheLog =
                log.events("charging.CdrIssued").stream()
                        .map(each -> Json.MAPPER.readTree(each.body()).at("/amount/amount"))
                        .map(amount -> Rational.parse(amount.asString()))
                        .reduce(Rational.ZERO, Rational::plus);
        assertThat(inTheLog.signum()).isPositive();
        assertThat(topic("cdrs").money()).isEqualTo(inTheLog);
    }

    private static Release awaiting(HeldLog held) throws InterruptedException {
        assertThat(held.reached.await(30, TimeUnit.SECONDS)).isTrue();
        return held::release;
    }

    /** Lets a held log go when the test ends, however it ends. */
    private interface Release extends AutoCloseable {
        @Override
        void close();
    }

    private FeedUnderTest feed(Map<String, String> settings) {
        return new FeedUnderTest(broker.bootstrapServers(), prefix, log.reader(), settings);
    }

    private FeedUnderTest feed() {
        return feed(Map.of());
    }

    private Topic topic(String name) {
        return new Topic(broker.bootstrapServers(), prefix + name);
    }
}
