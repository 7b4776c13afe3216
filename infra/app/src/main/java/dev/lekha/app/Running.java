package dev.lekha.app;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts what follows the log before any door opens, and stops it after the last has closed. */
@Component
final class Running implements SmartLifecycle {
    private final FirstStart firstStart;
    private final Followers followers;
    private volatile boolean running;

    Running(FirstStart firstStart, Followers followers) {
        this.firstStart = firstStart;
        this.followers = followers;
    }

    @Override
    public void start() {
        firstStart.ensureOperator();
        followers.start();
        running = true;
    }

    @Override
    public void stop() {
        followers.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
