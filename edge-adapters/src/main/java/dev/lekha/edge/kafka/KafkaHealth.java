package dev.lekha.edge.kafka;

import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Degraded where a door does not work; the platform does all else, and catches up later. */
final class KafkaHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Optional<Feed> feed;
    private final Optional<CommandIntake> intake;

    KafkaHealth(Optional<Feed> feed, Optional<CommandIntake> intake) {
        this.feed = feed;
        this.intake = intake;
    }

    @Override
    public Health health() {
        var health = Health.up();
        feed.ifPresent(each -> tell(each, health));
        intake.ifPresent(each -> tell(each, health));
        return health.build();
    }

    private static void tell(Feed feed, Health.Builder health) {
        var status = feed.status();
        var state =
                switch (status.state()) {
                    case FOLLOWING -> feed.behind() ? "behind" : "following";
                    case STARTING -> "starting";
                    case AWAY -> "away";
                    case FENCED -> "fenced";
                    case HALTED -> "halted";
                    case STOPPED -> "stopped";
                };
        health.withDetail("feed", state)
                .withDetail("feed position", status.position())
                .withDetail("feed lag", feed.lag());
        if (!status.detail().isEmpty()) {
            health.withDetail("feed detail", status.detail());
        }
        if (status.state() != FeedStatus.State.FOLLOWING) {
            health.status(DEGRADED);
        }
    }

    private static void tell(CommandIntake intake, Health.Builder health) {
        var trouble = intake.trouble();
        health.withDetail("commands", trouble.isEmpty() ? "taken" : trouble);
        if (!trouble.isEmpty()) {
            health.status(DEGRADED);
        }
    }
}
