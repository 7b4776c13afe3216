package dev.lekha.app;

import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded where a follower cannot go on; the platform still takes commands and serves the other
 * views.
 */
@Component("followersHealthIndicator")
final class FollowersHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private static final Set<String> WELL = Set.of("following", "elsewhere");

    private final Followers followers;

    FollowersHealth(Followers followers) {
        this.followers = followers;
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (var status : followers.statuses()) {
            health.withDetail(status.follower(), status.state() + " at " + status.position());
            if (!WELL.contains(status.state())) {
                health.status(DEGRADED);
            }
        }
        return health.build();
    }
}
