package dev.lekha.bench.drill;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The course of a drill: the site starts, is struck, gets well, is struck again. */
final class Course {
    private static final int REPORTS_BETWEEN = 8;
    private static final Duration REPORTS_WITHIN = Duration.ofSeconds(60);
    private static final long GLANCE_MILLIS = 50;

    private final Site site;
    private final Normality normality;
    private final Acknowledged acknowledged;
    private final PrintWriter out;
    private final List<Struck> struck = new ArrayList<>();

    /**
     * One strike and what came of it.
     *
     * @param silence longest time without an acknowledgement
     * @param normal time from the strike until all was normal
     */
    record Struck(String what, Duration silence, Duration normal) {}

    Course(Site site, Normality normality, Acknowledged acknowledged, PrintWriter out) {
        this.site = site;
        this.normality = normality;
        this.acknowledged = acknowledged;
        this.out = out;
    }

    /** All at once. */
    void start() throws Exception {
        site.startStore();
        site.startBroker();
        for (var number = 0; number < Site.NODES; number++) {
            site.startNode(number, Duration.ZERO);
        }
        normality.await();
    }

    void land(Blow.Strike strike) throws Exception {
        var began = System.nanoTime();
        strike.deed().run();
        normality.await();
        var ended = System.nanoTime();
        var one =
                new Struck(
                        strike.what(),
                        acknowledged.silence(began, ended),
                        Duration.ofNanos(ended - began));
        struck.add(one);
        Drill.say(
                out,
                "%3d  %s: nothing acknowledged for %.1f s, normal after %.1f s",
                struck.size(),
                one.what(),
                one.silence().toMillis() / 1e3,
                one.normal().toMillis() / 1e3);
        awaitLoad();
    }

    /** So that there is something to lose. */
    void awaitLoad() throws InterruptedException {
        var goal = acknowledged.count() + REPORTS_BETWEEN;
        var until = System.nanoTime() + REPORTS_WITHIN.toNanos();
        while (acknowledged.count() < goal) {
            site.requireAlive();
            if (System.nanoTime() > until) {
                throw new DrillFailed(
                        "reports are not acknowledged any more: " + acknowledged.lastRefusal());
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    List<Struck> struck() {
        return List.copyOf(struck);
    }
}
