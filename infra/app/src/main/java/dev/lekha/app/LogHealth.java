package dev.lekha.app;

import dev.lekha.store.embedded.EmbeddedStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded while part of the log's index is being made anew: it is read and written, and what is
 * asked by tag waits.
 */
@Component("logHealthIndicator")
final class LogHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final EmbeddedStore store;

    LogHealth(EmbeddedStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        var inventory = store.log().inventory();
        var health =
                Health.up()
                        .withDetail("head", store.reader().head())
                        .withDetail("segments", inventory.segments())
                        .withDetail("segments without index", inventory.missing());
        return inventory.missing() == 0 ? health.build() : health.status(DEGRADED).build();
    }
}
