package dev.lekha.bench.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Knows when all is normal: every node takes commands, every follower follows on one of them and
 * has come up to the log's head of just now, and so has the feed to Kafka.
 */
final class Normality {
    private static final long GLANCE_MILLIS = 100;

    private final Site site;
    private final Duration patience;

    Normality(Site site, Duration patience) {
        this.site = site;
        this.patience = patience;
    }

    /** Returns at the moment when it is. */
    void await() throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        var head = -1L;
        var wanting = "";
        while (System.nanoTime() < until) {
            site.requireAlive();
            try {
                wanting = unready();
                if (wanting.isEmpty()) {
                    // The load goes on, so only what was there when all were ready is waited for.
                    head = head < 0 ? head() : head;
                    wanting = wanting(head);
                }
                if (wanting.isEmpty()) {
                    return;
                }
            } catch (IOException | JacksonException notYet) {
                wanting = "a node does not answer: " + notYet;
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
        throw new DrillFailed("not normal after %s: %s".formatted(patience, wanting));
    }

    /**
     * Returns when nothing is left to do: all stand at the head, and it has not moved meanwhile.
     */
    void awaitRest() throws IOException, InterruptedException {
        var before = -1L;
        while (before != head()) {
            before = head();
            await();
        }
    }

    private String unready() throws InterruptedException {
        for (var node : site.nodes()) {
            if (!node.isReady()) {
                return node.member().name() + " is not ready";
            }
        }
        return "";
    }

    private long head() throws IOException, InterruptedException {
        return site.nodes().getFirst().read("/api/log/head").path("position").asLong();
    }

    /** What is not as it has to be, empty where all is. */
    private String wanting(long head) throws IOException, InterruptedException {
        var positions = new HashMap<String, Long>();
        var all = new HashSet<String>();
        var wanting = new ArrayList<String>();
        var fed = -1L;
        for (var node : site.nodes()) {
            for (var follower : node.read("/actuator/followers")) {
                all.add(follower.path("follower").asString());
                take(follower, positions, wanting);
            }
            fed = Math.max(fed, fed(node.read("/actuator/health")));
        }
        if (all.isEmpty()) {
            return "the nodes do not tell of their followers";
        }
        for (var name : all) {
            if (positions.getOrDefault(name, -1L) < head) {
                wanting.add("%s is at %s of %d".formatted(name, positions.get(name), head));
            }
        }
        if (fed < head) {
            wanting.add("the feed is at %d of %d".formatted(fed, head));
        }
        return String.join(", ", wanting);
    }

    private static void take(JsonNode follower, Map<String, Long> positions, List<String> wanting) {
        var state = follower.path("state").asString();
        if (state.equals("following")) {
            positions.merge(
                    follower.path("follower").asString(),
                    follower.path("position").asLong(),
                    Math::max);
        } else if (!state.equals("elsewhere")) {
            wanting.add(follower.toString());
        }
    }

    /** How far the feed has come, -1 where it is not this node that feeds. */
    private static long fed(JsonNode health) {
        var kafka = health.at("/components/kafka/details");
        var feeds = List.of("following", "behind").contains(kafka.path("feed").asString());
        return feeds ? kafka.path("feed position").asLong() : -1;
    }
}
