package dev.lekha.bench.drill;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Rational;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The load: each application reports the growing register of a charged meter of its own, to one
 * node after the other, and reports it again under the same request id until it is acknowledged.
 */
final class Applications implements AutoCloseable {
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);
    private static final int OK = 200;
    private static final Rational PRICE = Rational.of(1, 50);

    private final List<Node> nodes;
    private final Acknowledged acknowledged;
    private final Duration pause;
    private final CountDownLatch enough = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param pause of each, between an acknowledgement and the next report
     */
    Applications(List<Node> nodes, Acknowledged acknowledged, Duration pause) {
        this.nodes = List.copyOf(nodes);
        this.acknowledged = acknowledged;
        this.pause = pause;
    }

    /** Registers and charges the meters, over the first node. */
    void install(int count) throws IOException, InterruptedException {
        command(
                "charging/PublishTariff",
                Map.of(
                        "tariff", "drill",
                        "ratingGroup", "energy",
                        "currency", "EUR",
                        "unit", "Wh",
                        "price", PRICE.toString(),
                        "validFrom", "2020-01-01"));
        for (var meter : meters(count)) {
            command("registration/RegisterNode", Map.of("node", meter, "kind", "DEVICE"));
            command(
                    "charging/ConfigureChargeableEvent",
                    Map.of(
                            "node",
                            meter,
                            "metric",
                            "energy",
                            "ratingGroup",
                            "energy",
                            "shares",
                            List.of(Map.of("subscription", meter, "share", "1"))));
        }
    }

    private void command(String name, Map<String, ?> body)
            throws IOException, InterruptedException {
        var answer = nodes.getFirst().command(name, Json.MAPPER.writeValueAsString(body));
        if (answer.statusCode() != OK) {
            throw new DrillFailed(name + " was answered: " + answer.body());
        }
    }

    void start(int count) {
        meters(count)
                .forEach(meter ->
                        threads.add(Thread.ofPlatform().name(meter).start(() -> report(meter))));
    }

    private static List<String> meters(int count) {
        return IntStream.range(0, count).mapToObj(number -> "meter-" + number).toList();
    }

    private void report(String meter) {
        try {
            for (var value = 1; !isEnough(pause); value++) {
                var request = "r" + value;
                var body = body(meter, request, value);
                var attempt = value;
                while (!isAcknowledged(nodes.get(attempt % nodes.size()), body)) {
                    attempt++;
                    if (isEnough(AFTER_A_FAILURE)) {
                        return;
                    }
                }
                acknowledged.add(meter + "/" + request);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** It has a time of its own: the platform's would be that of whichever node takes it. */
    private static String body(String meter, String request, long value) {
        var now = BigDecimal.valueOf(System.currentTimeMillis(), 3);
        return Json.MAPPER.writeValueAsString(
                Map.of(
                        "node",
                        meter,
                        "request",
                        request,
                        "via",
                        "drill",
                        "pack",
                        List.of(Map.of("n", "energy", "u", "Wh", "v", value, "t", now))));
    }

    private boolean isAcknowledged(Node node, String body) throws InterruptedException {
        try {
            var answer = node.command("reporting/AcceptReport", body);
            if (answer.statusCode() != OK) {
                acknowledged.refused(node.member().name() + ": " + answer.body());
            }
            return answer.statusCode() == OK;
        } catch (IOException unknown) {
            acknowledged.refused(node.member().name() + ": " + unknown);
            return false;
        }
    }

    private boolean isEnough(Duration wait) throws InterruptedException {
        return enough.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The money that reports amount to: each is one watt-hour more than the one before it, and a
     * meter's first is where its counting starts.
     *
     * @param reports meter and request id
     */
    static Rational due(Collection<String> reports) {
        var different = new HashSet<>(reports);
        var meters = different.stream().map(each -> each.split("/", 2)[0]).distinct().count();
        return Rational.of(different.size() - meters, 1).times(PRICE);
    }

    /** Returns when nothing is under way any more. */
    @Override
    public void close() throws InterruptedException {
        enough.countDown();
        for (var thread : threads) {
            thread.join();
        }
    }
}
