package dev.lekha.app;

import dev.lekha.app.evidence.Publisher;
import dev.lekha.app.evidence.Scrub;
import dev.lekha.app.evidence.TimeStamping;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts what follows the log before any door opens, and stops it after the last has closed. */
@Component
final class Running implements SmartLifecycle {
    private final FirstStart firstStart;
    private final Followers followers;
    private final Optional<Scheduler> scheduler;
    private final Optional<Publisher> publisher;
    private final Optional<TimeStamping> stamping;
    private final Optional<Scrub> scrub;
    private final Optional<ViewDigests> digests;
    private volatile boolean running;

    Running(
            FirstStart firstStart,
            Followers followers,
            Optional<Scheduler> scheduler,
            Optional<Publisher> publisher,
            Optional<TimeStamping> stamping,
            Optional<Scrub> scrub,
            Optional<ViewDigests> digests) {
        this.firstStart = firstStart;
        this.followers = followers;
        this.scheduler = scheduler;
        this.publisher = publisher;
        this.stamping = stamping;
        this.scrub = scrub;
        this.digests = digests;
    }

    @Override
    public void start() {
        firstStart.ensureOperator();
        followers.start();
        scheduler.ifPresent(Scheduler::start);
        publisher.ifPresent(Publisher::start);
        stamping.ifPresent(TimeStamping::start);
        scrub.ifPresent(Scrub::start);
        digests.ifPresent(ViewDigests::start);
        running = true;
    }

    @Override
    public void stop() {
        scrub.ifPresent(Scrub::close);
        digests.ifPresent(ViewDigests::close);
        stamping.ifPresent(TimeStamping::close);
        publisher.ifPresent(Publisher::close);
        scheduler.ifPresent(Scheduler::close);
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
