package dev.lekha.edge;

import org.springframework.context.SmartLifecycle;

/** Opens a door when the core is up and closes it while the core still stands. */
public final class Door implements SmartLifecycle {
    /**
     * After everything that doors need and before the web server; it closes in the opposite order.
     */
    static final int PHASE = Integer.MAX_VALUE - 8192;

    private final Runnable open;
    private final Runnable close;
    private volatile boolean running;

    public Door(Runnable open, Runnable close) {
        this.open = open;
        this.close = close;
    }

    @Override
    public void start() {
        open.run();
        running = true;
    }

    @Override
    public void stop() {
        close.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
