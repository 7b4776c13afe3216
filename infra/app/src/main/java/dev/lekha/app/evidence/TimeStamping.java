package dev.lekha.app.evidence;

import dev.lekha.app.keys.RotationFiles;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.time.TimeStampQuery;
import dev.lekha.crypto.time.TimeStamper;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has checkpoints stamped and logs each token, on a thread of its own: an authority far away holds
 * up neither publishing nor anything else. A token is a file first and an event then; what a crash
 * left between is made up for.
 */
public final class TimeStamping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimeStamping.class);
    private static final int NONCE_BITS = 64;

    private final EvidenceSettings settings;
    private final Publisher publisher;
    private final Commands commands;
    private final InstantSource clock;
    private final Checkpoints checkpoints;
    private final Tokens tokens;
    private final RotationFiles rotations;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong failures = new AtomicLong();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("time-stamping").daemon().factory());
    private @Nullable Authorities authorities;
    private Instant next = Instant.MIN;
    private long stamped;
    private List<Long> known = List.of();

    public TimeStamping(
            EvidenceSettings settings,
            Publisher publisher,
            Commands commands,
            InstantSource clock) {
        Authorities.requireNames(settings);
        this.settings = settings;
        this.publisher = publisher;
        this.commands = commands;
        this.clock = clock;
        this.checkpoints = new Checkpoints(settings.folder(), DurableFile.ON_DISK);
        this.tokens = new Tokens(settings.folder());
        this.rotations = new RotationFiles(settings.folder());
    }

    public void start() {
        thread.scheduleWithFixedDelay(
                this::look, 0, settings.pace().toMillis(), TimeUnit.MILLISECONDS);
    }

    long failures() {
        return failures.get();
    }

    private void look() {
        var newest = publisher.newest();
        if (newest.isEmpty() || newest.get().size() == stamped || clock.instant().isBefore(next)) {
            return;
        }
        next = clock.instant().plus(settings.time().every());
        try {
            var all = authorities();
            if (stampAll(all, newest.get().size())) {
                stamped = newest.get().size();
            }
        } catch (RuntimeException failed) {
            failed("no checkpoint is stamped; it is tried again", failed);
        }
    }

    /** Opened anew once the key of our own was rotated. */
    private Authorities authorities() {
        var now = authorities;
        var rotated = rotations.positions(RotationFiles.TIME);
        if (now == null || !rotated.equals(known)) {
            now = Authorities.open(settings, http, clock);
            known = rotated;
            var last = tokens.last();
            if (last.isPresent()) {
                logKept(now, last.getAsLong());
            }
            authorities = now;
        }
        return now;
    }

    /** A crash may have left tokens that no event tells of; those told of are not told again. */
    private void logKept(Authorities all, long size) {
        for (var name : all.byName().keySet()) {
            tokens.find(size, name).ifPresent(token -> log(size, name, token));
        }
    }

    /** Whether all of them have stamped it. */
    private boolean stampAll(Authorities all, long size) {
        boolean good = true;
        for (var one : all.at(size).entrySet()) {
            try {
                stamp(size, one.getKey(), one.getValue());
            } catch (UncheckedIOException | Rejected | KeyUnusable | CompletionException failed) {
                good = false;
                failed(
                        "%s has not stamped %d; it is tried again".formatted(one.getKey(), size),
                        failed);
            }
        }
        return good;
    }

    private void stamp(long size, String name, TimeStamper authority) {
        var kept = tokens.find(size, name);
        var token = kept.isPresent() ? kept.get() : ask(authority, checkpoint(size));
        if (kept.isEmpty()) {
            tokens.write(size, name, token);
        }
        log(size, name, token);
    }

    private byte[] ask(TimeStamper authority, byte[] checkpoint) {
        var query = new TimeStampQuery(checkpoint, new BigInteger(NONCE_BITS, random));
        try {
            var answer = authority.answer(query.der());
            query.requireGranted(answer);
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("stopped while stamping"));
        }
    }

    private byte[] checkpoint(long size) {
        return checkpoints
                .find(size)
                .orElseThrow(() -> new IllegalStateException("no checkpoint " + size));
    }

    /** The same key for the same token, so that it is told once. */
    private void log(long size, String authority, byte[] token) {
        var head = Checkpoint.parse(Note.parse(checkpoint(size)).text()).head();
        var body = new TreeMap<String, Object>();
        body.put("size", size);
        body.put("root", head.root().base64());
        body.put("authority", authority);
        body.put("token", Base64.getEncoder().encodeToString(token));
        commands.send(
                        new Request(
                                UniqueId.next(),
                                "evidence",
                                "RecordTimeStamp",
                                Json.MAPPER.writeValueAsBytes(body),
                                Caller.PLATFORM,
                                "timestamp/" + size + "/" + authority,
                                clock.instant(),
                                ""))
                .join();
    }

    private void failed(String what, RuntimeException failure) {
        failures.incrementAndGet();
        LOG.warn(what, failure);
    }

    @Override
    public void close() {
        // Without an interrupt, which would close files of the log under its readers.
        thread.shutdown();
        http.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("time-stamping does not stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
