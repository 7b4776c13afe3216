package dev.lekha.bench.drill;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What can befall a site; after each the site gets well again. */
enum Blow {
    /** A process of the platform is killed, and started again a little later. */
    NODE {
        @Override
        Strike strike(Site site, RandomGenerator random) {
            var number = random.nextInt(Site.NODES);
            var name = site.nodes().get(number).member().name();
            var away = away(random);
            return new Strike(
                    name + " killed, away " + words(away),
                    () -> {
                        site.nodes().get(number).member().kill();
                        pause(away);
                        site.startNode(number, Duration.ZERO);
                    });
        }
    },
    /** The only Kafka broker is killed, and started again a little later. */
    BROKER {
        @Override
        Strike strike(Site site, RandomGenerator random) {
            var away = away(random);
            return new Strike(
                    "broker killed, away " + words(away),
                    () -> {
                        site.broker().kill();
                        pause(away);
                        site.startBroker();
                    });
        }
    },
    /** The database is killed, and started again a little later. */
    STORE {
        @Override
        Strike strike(Site site, RandomGenerator random) {
            var away = away(random);
            return new Strike(
                    "store killed, away " + words(away),
                    () -> {
                        site.store().kill();
                        pause(away);
                        site.startStore();
                    });
        }
    },
    /** One node can reach neither database nor broker nor be reached, for a while. */
    NETWORK {
        @Override
        Strike strike(Site site, RandomGenerator random) {
            var network = site.network().orElseThrow();
            var cut = Duration.ofMillis(random.nextInt(1_000, LONGEST_CUT_MILLIS));
            return new Strike(
                    "node-1 cut off for " + words(cut),
                    () -> {
                        network.cut();
                        pause(cut);
                        network.mend();
                    });
        }
    },
    /** A node is killed, whatever its clock says, and comes back with another clock. */
    CLOCK {
        @Override
        Strike strike(Site site, RandomGenerator random) {
            var number = random.nextInt(Site.NODES);
            var member = site.nodes().get(number).member();
            var skew = Duration.ofSeconds(SKEWS.get(random.nextInt(SKEWS.size())));
            return new Strike(
                    "%s killed, comes back with its clock %+d s"
                            .formatted(member.name(), skew.toSeconds()),
                    () -> {
                        member.kill();
                        site.startNode(number, skew);
                    });
        }
    };

    private static final int LONGEST_CUT_MILLIS = 20_000;
    private static final int LONGEST_AWAY_MILLIS = 4_000;

    /** Within the five seconds for which a follower's claim lasts, and beyond them. */
    private static final List<Integer> SKEWS = List.of(-30, -8, -3, 0, 3, 8, 30);

    /** Something that is done to the site; it begins to get well when that is over. */
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }

    /**
     * @param what is done, in a few words
     */
    record Strike(String what, Deed deed) {}

    abstract Strike strike(Site site, RandomGenerator random);

    /** As it is called on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Duration away(RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(LONGEST_AWAY_MILLIS));
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    private static String words(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1e3);
    }
}
