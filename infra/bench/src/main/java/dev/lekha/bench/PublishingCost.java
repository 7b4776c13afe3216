package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.app.evidence.EvidenceSettings.WitnessAt;
import dev.lekha.app.evidence.Leaves;
import dev.lekha.app.evidence.Publisher;
import dev.lekha.app.evidence.TimeStamping;
import dev.lekha.app.evidence.Turn;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.kernel.leaf.LeafVisitor;
import dev.lekha.store.segment.SegmentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.AbstractHistogram;

/**
 * Commands a second with the log published, two of three witnesses cosigning and every second
 * stamped, against an equal log that nobody publishes; and how long a proof takes.
 */
final class PublishingCost {
    static final String ON = "published: commands/s";
    static final String OFF = "not published: commands/s";
    private static final String ORIGIN = "lekha.bench";
    private static final int CALLERS = 64;
    private static final int SAMPLED = 50;

    private final Samples samples;
    private final Rounds rounds;

    PublishingCost(Samples samples, Rounds rounds) {
        this.samples = samples;
        this.rounds = rounds;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        var folder = LoopbackPlatform.newFolder();
        try (var published = Core.embedded();
                var plain = Core.embedded()) {
            var keys = owned(folder.resolve("keys"));
            var log = new KeyFolder(keys).log(ORIGIN).getFirst().key();
            try (var one = new LocalWitness(folder.resolve("one"), ORIGIN, log, 1);
                    var two = new LocalWitness(folder.resolve("two"), ORIGIN, log, 2);
                    var three = new LocalWitness(folder.resolve("three"), ORIGIN, log, 3)) {
                var settings = settings(folder, Map.of("one", one, "two", two, "three", three));
                measure(settings, published, plain);
            }
        } finally {
            LoopbackPlatform.delete(folder);
        }
    }

    private void measure(EvidenceSettings settings, Core published, Core plain)
            throws InterruptedException, ExecutionException {
        var with = residents(published);
        var without = residents(plain);
        try (var publisher =
                        new Publisher(settings, leaves(published), Turn.ALWAYS, Clock.systemUTC());
                var stamping =
                        new TimeStamping(
                                settings, publisher, published.commands(), Clock.systemUTC());
                var lag = new ProofLag(settings.folder())) {
            publisher.start();
            stamping.start();
            turns(with, without, published, lag, new Samples(), rounds.warmUp().dividedBy(2));
            lag.published().reset();
            lag.stamped().reset();
            for (int i = 0; i < rounds.count(); i++) {
                turns(with, without, published, lag, samples, rounds.each());
            }
            lag.close();
            tell("acknowledged to witnessed", lag.published());
            tell("acknowledged to witnessed and stamped", lag.stamped());
        }
    }

    private void tell(String what, AbstractHistogram nanos) {
        samples.add(what + ": p50 ms", Latencies.micros(nanos, 50) / 1e3);
        samples.add(what + ": p99 ms", Latencies.micros(nanos, 99) / 1e3);
    }

    private static Residents residents(Core core) throws InterruptedException {
        var residents = new Residents(core.commands());
        residents.register(CALLERS);
        return residents;
    }

    /** In turns, so that neither has the smaller log nor the quieter machine. */
    private static void turns(
            Residents with,
            Residents without,
            Core published,
            ProofLag lag,
            Samples into,
            Duration each)
            throws InterruptedException, ExecutionException {
        var name = "r" + System.nanoTime() + "-";
        var callers = new Callers(CALLERS);
        var off = callers.run(each, (caller, n) -> without.report(caller, name + n, n));
        var on =
                callers.run(
                        each,
                        (caller, n) -> {
                            var answer = with.report(caller, name + n, n);
                            return caller == 0 && n % SAMPLED == 0
                                    ? answer.thenRun(() -> lag.acknowledged(published.log().head()))
                                    : answer;
                        });
        into.add(ON, on.perSecond());
        into.add(OFF, off.perSecond());
        into.add("published: CPU µs", on.cpuMicros());
        into.add("not published: CPU µs", off.cpuMicros());
    }

    private static Leaves leaves(Core core) {
        return new Leaves() {
            @Override
            public long head() {
                return core.log().head();
            }

            @Override
            public void scan(long after, long upTo, LeafVisitor visitor) {
                ((SegmentLog) core.engine()).scan(after, upTo, visitor);
            }
        };
    }

    private static EvidenceSettings settings(Path folder, Map<String, LocalWitness> witnesses) {
        var at = new HashMap<String, WitnessAt>();
        witnesses.forEach(
                (name, one) -> at.put(name, new WitnessAt(one.url(), one.key().toString())));
        var second = Duration.ofSeconds(1);
        return new EvidenceSettings(
                true,
                ORIGIN,
                folder.resolve("evidence"),
                folder.resolve("keys"),
                Map.of(),
                Map.of(),
                false,
                second,
                second,
                Duration.ofMinutes(5),
                at,
                2,
                Duration.ofSeconds(2),
                new EvidenceSettings.Time(
                        true,
                        second,
                        second,
                        Duration.ofMillis(500),
                        "2.999.1",
                        Map.of(),
                        Duration.ofSeconds(10)),
                new EvidenceSettings.Scrub(
                        Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(1)));
    }

    private static Path owned(Path folder) throws IOException {
        return Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
