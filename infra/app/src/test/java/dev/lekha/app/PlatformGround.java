package dev.lekha.app;

import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A platform with a folder of its own, whose policies hear by themselves; it outlives the races.
 */
final class PlatformGround implements ProcessSite.Ground {
    private final RunningPlatform platform;

    PlatformGround(RunningPlatform platform) {
        this.platform = platform;
    }

    @Override
    public long head() {
        return log().head();
    }

    @Override
    public List<Fact> settled(long after) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(this::isSettled);
        var facts = new ArrayList<Fact>();
        var events = platform.context.getBean(EventCatalogue.class);
        try (var cursor = log().after(after, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                facts.add(Facts.of(next.get(), events));
            }
        }
        return facts;
    }

    /** Nobody has more to hear, and nobody has said more meanwhile. */
    private boolean isSettled() {
        var head = head();
        return platform.context.getBean(Followers.class).statuses().stream()
                        .allMatch(follower -> follower.position() >= head)
                && head() == head;
    }

    @Override
    public long conflicts() {
        return (long)
                platform.context
                        .getBean(MeterRegistry.class)
                        .get("lekha.commands.conflicts")
                        .counter()
                        .count();
    }

    private Log log() {
        return platform.context.getBean(Log.class);
    }

    @Override
    public void close() {
        // Whoever started the platform ends it.
    }
}
