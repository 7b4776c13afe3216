package dev.lekha.app.evidence;

import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded while the log cannot be published, or is not what was published; commands are taken all
 * the same.
 */
@Component("evidenceHealthIndicator")
final class EvidenceHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Optional<Publisher> publisher;
    private final Optional<Scrub> scrub;

    EvidenceHealth(Optional<Publisher> publisher, Optional<Scrub> scrub) {
        this.publisher = publisher;
        this.scrub = scrub;
    }

    @Override
    public Health health() {
        if (publisher.isEmpty()) {
            return Health.up().withDetail("publisher", "not in this process").build();
        }
        return scrub.flatMap(Scrub::alarm)
                .map(wrong -> degraded(wrong).build())
                .orElseGet(() -> health(publisher.get()));
    }

    private static Health health(Publisher publisher) {
        var witnesses = publisher.witnesses();
        return switch (publisher.state()) {
            case PublisherState.Publishing(var head) ->
                    witnesses
                            .alarm()
                            .map(EvidenceHealth::degraded)
                            .orElseGet(Health::up)
                            .withDetail("published", head.size())
                            .withDetail("witnesses", witnesses.standing())
                            .build();
            case PublisherState.Unwitnessed(var head, var reason) ->
                    degraded(witnesses.alarm().orElse(reason))
                            .withDetail("published", head.size())
                            .withDetail("witnesses", witnesses.standing())
                            .build();
            case PublisherState.Elsewhere() ->
                    Health.up().withDetail("publisher", "elsewhere").build();
            case PublisherState.Failing(var reason) -> degraded(reason).build();
        };
    }

    private static Health.Builder degraded(String reason) {
        return Health.status(DEGRADED).withDetail("reason", reason);
    }
}
