package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.tiles.PrunedTiles;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.TreeHead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Two ways at once: what is young is looked at as a whole each time, since that is what somebody would still like to
 * change; what is old in as many parts as make a round in the time that is given. Where it stands is not kept: a process
 * that starts begins a round.
 */

/** Compares the log, over and over, with what was published of it. Only of who publishes. */
public final class Scrub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    /** Leaves between two looks at whether it has to stop. */
    private static final long AT_ONCE = 1 << 15;

    private final EvidenceSettings settings;
    private final Supplier<Optional<TreeHead>> newest;
    private final Comparison comparison;
    private final Checkpoints checkpoints;
    private final InstantSource clock;
    private final AtomicLong compared = new AtomicLong();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("scrub").daemon().factory());
    private volatile @Nullable String wrongYoung;
    private volatile @Nullable String wrongOld;
    private volatile boolean closing;
    private long round;

    /**
     * @param newest the head that was published last; empty where another process publishes
     */
    public Scrub(
            EvidenceSettings settings,
            Leaves log,
            Supplier<Optional<TreeHead>> newest,
            InstantSource clock) {
        this.settings = settings;
        this.newest = newest;
        this.comparison = new Comparison(log, new PrunedTiles(settings.folder()));
        this.checkpoints = new Checkpoints(settings.folder(), DurableFile.ON_DISK);
        this.clock = clock;
    }

    public void start() {
        long every = settings.scrub().every().toMillis();
        thread.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    /** What is wrong, until it is not any more. */
    Optional<String> alarm() {
        return Optional.ofNullable(wrongYoung).or(() -> Optional.ofNullable(wrongOld));
    }

    /** Leaves that were held against what was published of them. */
    long compared() {
        return compared.get();
    }

    void look() {
        newest.get()
                .ifPresent(head -> {
                    long young = youngFrom(head);
                    wrongYoung = told(wrongYoung, wrong(head, young, head.size()));
                    if (young > 0) {
                        lookAtOld(head, young);
                    }
                });
    }

    /** A part that is wrong is looked at again. */
    private void lookAtOld(TreeHead head, long young) {
        if (round >= young) {
            round = 0;
        }
        long parts = Math.max(1, settings.scrub().whole().dividedBy(settings.scrub().every()));
        long upTo = Math.min(young, round + young / parts + 1);
        wrongOld = told(wrongOld, wrong(head, round, upTo));
        if (wrongOld == null) {
            round = upTo;
        }
    }

    /** The size that was published when what is young now began. */
    private long youngFrom(TreeHead head) {
        Instant begin = clock.instant().minus(settings.scrub().young());
        return checkpoints.all().entrySet().stream()
                .filter(kept -> !kept.getValue().isAfter(begin) && kept.getKey() <= head.size())
                .mapToLong(kept -> kept.getKey())
                .max()
                .orElse(0);
    }

    private @Nullable String wrong(TreeHead head, long after, long upTo) {
        try {
            var tree = comparison.tree(head);
            compare(tree, after, upTo);
            var keys = FolderKeys.in(settings.folder());
            for (var size : checkpoints.all().subMap(after, false, upTo, true).keySet()) {
                requireSame(new TreeHead(size, tree.over(0, size)), keys);
            }
            return null;
        } catch (Rejected rejected) {
            return rejected.finding();
        } catch (RuntimeException failed) {
            return failed.toString();
        }
    }

    private void compare(TileReader tree, long after, long upTo) {
        for (long at = after; at < upTo && !closing; at += AT_ONCE) {
            long end = Math.min(upTo, at + AT_ONCE);
            comparison.require(tree, at, end);
            compared.addAndGet(end - at);
        }
    }

    private void requireSame(TreeHead head, FolderKeys keys) {
        var kept = checkpoints.find(head.size());
        if (kept.isPresent() && !keys.verify(head.size(), kept.get()).equals(head)) {
            throw new Invalid("the checkpoint of %d is not of this tree".formatted(head.size()));
        }
    }

    private static @Nullable String told(@Nullable String before, @Nullable String now) {
        if (now != null && !now.equals(before)) {
            LOG.error("the log is not what was published: {}", now);
        }
        return now;
    }

    /** Waits for the part under way. */
    @Override
    public void close() {
        closing = true;
        thread.close();
    }
}
