package dev.lekha.edge;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.UniqueId;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what could not be taken, with diagnostics (4.23), but at most so much from one source
 * that rubbish cannot fill the log. What is left out is told with the next that is not.
 */
public final class FaultyInformation {
    private static final Logger LOG = LoggerFactory.getLogger(FaultyInformation.class);
    private static final int PER_SECOND = 10;
    private static final int BURST = 50;
    private static final int PATIENCE_SECONDS = 5;
    private static final int SAMPLE = 256;
    private static final int DIAGNOSTICS = 500;

    /**
     * Sources are authenticated, so they are as many as there are credentials; this bounds those
     * remembered.
     */
    private static final int SOURCES = 10_000;

    private final String door;
    private final Commands commands;
    private final InstantSource clock;
    private final Map<String, Source> sources =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
                    return size() > SOURCES;
                }
            };

    public FaultyInformation(String door, Commands commands, InstantSource clock) {
        this.door = door;
        this.commands = commands;
        this.clock = clock;
    }

    /** The body of the command {@code RecordFaultyInformation}. */
    private record Body(
            String source,
            String door,
            String reason,
            String diagnostics,
            String digest,
            String sample) {}

    private record Source(TokenBucket bucket, AtomicLong suppressed) {}

    /**
     * Completes when the fact is in the log, or it is clear that it will not be.
     *
     * @param tenant whose sender it is; the default tenant where nobody knows
     */
    public CompletableFuture<Void> record(
            String tenant, String sender, Refused why, byte[] payload, String digest) {
        Source source = source(TenantKey.of(tenant, sender));
        if (!source.bucket().tryTake()) {
            source.suppressed().incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
        long suppressed = source.suppressed().getAndSet(0);
        Body body =
                new Body(
                        sender,
                        door,
                        why.code(),
                        diagnostics(why, suppressed),
                        digest,
                        sample(payload));
        return CompletableFuture.completedFuture(body)
                .thenCompose(faulty -> commands.send(request(faulty, tenant)))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((_, failure) -> {
                    if (failure != null) {
                        source.suppressed().addAndGet(suppressed + 1);
                        LOG.warn(
                                "Faulty information from {} was not recorded: {}",
                                sender,
                                failure.toString());
                    }
                    return null;
                });
    }

    private Source source(String sender) {
        synchronized (sources) {
            return sources.computeIfAbsent(
                    sender,
                    _ ->
                            new Source(
                                    new TokenBucket(PER_SECOND, BURST, System::nanoTime),
                                    new AtomicLong()));
        }
    }

    private Request request(Body body, String tenant) {
        return new Request(
                UniqueId.next(),
                "reporting",
                "RecordFaultyInformation",
                Json.MAPPER.writeValueAsBytes(body),
                Caller.PLATFORM.in(tenant),
                "",
                clock.instant(),
                "");
    }

    private static String diagnostics(Refused why, long suppressed) {
        String more =
                suppressed == 0
                        ? ""
                        : " (%d more were counted but not recorded)".formatted(suppressed);
        String sentence = why.sentence();
        int room = DIAGNOSTICS - more.length();
        return (sentence.length() > room ? sentence.substring(0, room) : sentence) + more;
    }

    private static String sample(byte[] payload) {
        byte[] first = Arrays.copyOf(payload, Math.min(SAMPLE, payload.length));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(first);
    }
}
