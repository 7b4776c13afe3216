package dev.lekha.edge.mqtt;

import static dev.lekha.kernel.Refused.Kind.BUSY;
import static dev.lekha.kernel.Refused.Kind.CONFLICT;
import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.TOO_LARGE;

import dev.lekha.edge.FaultyInformation;
import dev.lekha.edge.PayloadDigest;
import dev.lekha.edge.senml.Pack;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns reports into the command {@code AcceptReport} and its answer into an {@link Outcome}; knows
 * nothing of the protocol that they came by. Faulty ones are counted and recorded here, so no door
 * can forget it.
 *
 * <p>Meters, each tagged {@code door}: {@code lekha.reports.received}, {@code .stored}, {@code
 * .duplicate}, {@code .postponed} (tag {@code reason}), {@code .latency}; and {@code
 * lekha.refused.input} (tag {@code reason}).
 */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final byte[] PACK = ",\"pack\":".getBytes(StandardCharsets.UTF_8);

    private final String door;
    private final Commands commands;
    private final Authenticator authenticator;
    private final Limits limits;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final FaultyInformation faulty;
    private final Timer latency;

    /**
     * @param door word for meters and events, {@code mqtt}
     * @param commands where reports go; used as it is for recording what is faulty, insistently for
     *     the rest
     */
    public Reports(
            String door,
            Commands commands,
            Authenticator authenticator,
            Limits limits,
            MeterRegistry meters,
            InstantSource clock) {
        this.door = door;
        this.commands = new Insistent(commands, limits.patience());
        this.authenticator = authenticator;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        this.faulty = new FaultyInformation(door, commands, clock);
        this.latency =
                Timer.builder("lekha.reports.latency")
                        .tag("door", door)
                        .publishPercentileHistogram()
                        .register(meters);
    }

    /**
     * What one report may be.
     *
     * @param payload bytes
     * @param records of a pack
     * @param patience how long to try while the platform says "not now"
     */
    public record Limits(int payload, int records, Duration patience) {}

    /** The body of the command, but for the pack. */
    private record Head(String node, String request, String via, String digest) {}

    /** Never fails: every end is an outcome. */
    public CompletableFuture<Outcome> accept(Report report) {
        count("lekha.reports.received");
        Timer.Sample sample = Timer.start(meters);
        return CompletableFuture.completedFuture(report)
                .thenApply(this::request)
                .thenCompose(commands::send)
                .handle((answer, failure) ->
                        failure == null ? stored(answer) : failed(Insistent.cause(failure)))
                .thenCompose(outcome -> settled(report, outcome))
                .whenComplete((_, _) -> sample.stop(latency));
    }

    /** Counts and records something that a door could not even bring into the form of a report. */
    public CompletableFuture<Outcome> reject(Caller caller, byte[] payload, Refused why) {
        count("lekha.refused.input", "reason", why.code());
        return faulty.record(caller.actor(), why, payload, PayloadDigest.of(payload).toString())
                .thenApply(_ -> new Outcome.Rejected(why));
    }

    private Request request(Report report) {
        if (!authenticator.mayReportFor(report.caller(), report.device())) {
            throw Topics.notPermitted();
        }
        if (report.payload().length > limits.payload()) {
            throw new Refused(
                    TOO_LARGE,
                    "payload-too-large",
                    "A payload has at most %d bytes.".formatted(limits.payload()));
        }
        PayloadDigest digest = PayloadDigest.of(report.payload());
        digest.check(report.contentDigest());
        Pack pack = Pack.read(report.payload(), report.contentType(), limits.records());
        Head head =
                new Head(report.device(), requestId(report, pack, digest), door, digest.toString());
        return new Request(
                UUID.randomUUID().toString(),
                "reporting",
                "AcceptReport",
                body(head, pack),
                report.caller(),
                "",
                clock.instant(),
                "");
    }

    /**
     * The sender's own id; else, where every record says when it was, the payload's digest, so that
     * a second delivery is known as one; else a new one, for "it is 20 degrees now" said twice is
     * two reports.
     */
    private static String requestId(Report report, Pack pack, PayloadDigest digest) {
        if (report.requestId().isEmpty()) {
            return pack.absolute()
                    ? "d-" + digest.hex().substring(0, 32)
                    : UUID.randomUUID().toString();
        }
        try {
            return new RequestId(report.requestId()).value();
        } catch (IllegalArgumentException unfit) {
            throw new Refused(
                    MALFORMED, "request-id-malformed", String.valueOf(unfit.getMessage()));
        }
    }

    private static byte[] body(Head head, Pack pack) {
        byte[] start = Json.MAPPER.writeValueAsBytes(head);
        ByteArrayOutputStream body =
                new ByteArrayOutputStream(start.length + PACK.length + pack.json().length);
        body.write(start, 0, start.length - 1);
        body.writeBytes(PACK);
        body.writeBytes(pack.json());
        body.write('}');
        return body.toByteArray();
    }

    private Outcome stored(Answer answer) {
        boolean again =
                answer.repeated()
                        || answer.events().stream()
                                .anyMatch(e -> e.contains("ReportDuplicateIgnored"));
        count(again ? "lekha.reports.duplicate" : "lekha.reports.stored");
        return new Outcome.Stored(answer);
    }

    private Outcome failed(Throwable failure) {
        if (!(failure instanceof Refused refused)) {
            LOG.warn(
                    "A report could not be stored, so its sender must send it again: {}",
                    failure.toString());
            return new Outcome.Postponed(
                    new Refused(
                            BUSY,
                            "not-stored",
                            "The report could not be stored now; send it again later."));
        }
        return Insistent.temporary(refused)
                ? new Outcome.Postponed(refused)
                : new Outcome.Rejected(refused);
    }

    private CompletableFuture<Outcome> settled(Report report, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored _ -> CompletableFuture.completedFuture(outcome);
            // What a rule refused is in the log already; what nobody could read is not.
            case Outcome.Rejected(var why) when why.kind() == CONFLICT -> {
                count("lekha.refused.input", "reason", why.code());
                yield CompletableFuture.completedFuture(outcome);
            }
            case Outcome.Rejected(var why) -> reject(report.caller(), report.payload(), why);
            case Outcome.Postponed(var why) -> {
                count("lekha.reports.postponed", "reason", why.code());
                yield CompletableFuture.completedFuture(outcome);
            }
        };
    }

    private void count(String meter, String... tags) {
        meters.counter(meter, Tags.of("door", door).and(tags)).increment();
    }
}
