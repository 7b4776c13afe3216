package dev.lekha.bench;

import dev.lekha.app.FollowerStatus;
import dev.lekha.app.FollowersEndpoint;
import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Knows when everything that follows the log has taken all of it, and has made it no longer. */
final class Rest {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long GLANCE_MILLIS = 5;

    private final Log log;
    private final FollowersEndpoint followers;

    Rest(LoopbackPlatform platform) {
        this.log = platform.part(Log.class);
        this.followers = platform.part(FollowersEndpoint.class);
    }

    /** Returns when there is nothing left to do; says how many seconds that took. */
    double await() throws InterruptedException {
        var began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            var head = log.head();
            if (followers.all().stream().allMatch(each -> stands(each, head))
                    && log.head() == head) {
                return (System.nanoTime() - began) / 1e9;
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
        throw new IllegalStateException("the platform does not come to rest: " + followers.all());
    }

    /** How far the last of all is behind, in events. */
    long behind() {
        var head = log.head();
        return followers.all().stream().mapToLong(each -> head - each.position()).max().orElse(0);
    }

    private static boolean stands(FollowerStatus follower, long position) {
        if (!follower.state().equals("following")) {
            throw new IllegalStateException("a follower cannot go on: " + follower);
        }
        return follower.position() >= position;
    }
}
