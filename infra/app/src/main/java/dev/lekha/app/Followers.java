package dev.lekha.app;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.lekha.kernel.Follower;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;

/**
 * Everything that follows the log, each at its own pace: one that fails or is rebuilt does not hold
 * up another.
 */
public final class Followers implements AutoCloseable {
    private final SortedMap<String, RunningFollower> byName = new TreeMap<>();
    private final ScheduledExecutorService coordinators;
    private final ScheduledExecutorService workers;

    Followers(
            Collection<? extends Follower> followers,
            Tail tail,
            Shared shared,
            UnitOfWorkFactory units,
            InstantSource clock,
            MeterRegistry meters) {
        coordinators = threads(2, "follower-coordinator-");
        // A follower that waits must not keep another waiting, so each may have a thread.
        workers = threads(Math.max(1, followers.size()), "follower-");
        for (var follower : followers) {
            byName.put(
                    follower.name(),
                    new RunningFollower(
                            follower, tail, shared, units, coordinators, workers, clock, meters));
        }
    }

    /** What processors that have stopped meant to look at later does not keep the platform up. */
    private static ScheduledExecutorService threads(int count, String name) {
        var names = Thread.ofPlatform().name(name, 0).factory();
        var threads = new ScheduledThreadPoolExecutor(count, names);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return threads;
    }

    void start() {
        byName.values().forEach(RunningFollower::start);
    }

    public List<FollowerStatus> statuses() {
        return byName.values().stream().map(RunningFollower::status).toList();
    }

    /** One follower, or a refusal that names what there is. */
    RunningFollower find(String name) {
        var found = byName.get(name);
        if (found == null) {
            throw new Refused(
                    Refused.Kind.UNKNOWN,
                    "follower-unknown",
                    "There is no follower " + name + "; see " + byName.keySet());
        }
        return found;
    }

    @Override
    public void close() {
        byName.values().forEach(RunningFollower::stop);
        coordinators.shutdown();
        workers.shutdown();
        try {
            if (!coordinators.awaitTermination(5, SECONDS)
                    || !workers.awaitTermination(5, SECONDS)) {
                throw new IllegalStateException("followers did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
