package dev.lekha.app;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How the store of the log stands. */
@Component("logHealthIndicator")
final class LogHealth implements HealthIndicator {
    private final Store store;

    LogHealth(Store store) {
        this.store = store;
    }

    @Override
    public Health health() {
        return store.health();
    }
}
