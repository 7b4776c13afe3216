package dev.lekha.edge.mqtt;

import static dev.lekha.kernel.Refused.Kind.BUSY;
import static dev.lekha.kernel.Refused.Kind.CONFLICT;

import dev.lekha.edge.FaultyInformation;
import dev.lekha.edge.PayloadDigest;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.evidence.Receipts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns reports into the command {@code AcceptReport} and its answer into an {@link Outcome}; knows
 * nothing of the protocol that they came by. Faulty ones are counted and recorded here, so no door
 * can forget it.
 *
 * <p>Meters, each tagged {@code door}: {@code lekha.reports.received}, {@code .stored}, {@code
 * .duplicate}, {@code .postponed} (tag {@code reason}), {@code .latency}; {@code
 * lekha.refused.input} (tag {@code reason}); {@code lekha.device.chain.forks}, each a node that has
 * signed two histories; and {@code lekha.receipts.failed}.
 */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final byte[] NOTHING = {};

    private final String door;
    private final Commands commands;
    private final MeterRegistry meters;
    private final ReportRequests requests;
    private final FaultyInformation faulty;
    private final Receipts receipts;
    private final Timer latency;
    private final Counter received;
    private final Counter stored;
    private final Counter duplicate;

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
        this(door, commands, authenticator, limits, meters, clock, Receipts.NONE);
    }

    /**
     * @param receipts for what was signed
     */
    public Reports(
            String door,
            Commands commands,
            Authenticator authenticator,
            Limits limits,
            MeterRegistry meters,
            InstantSource clock,
            Receipts receipts) {
        this.door = door;
        this.commands = new Insistent(commands, limits.patience());
        this.meters = meters;
        this.requests = new ReportRequests(door, authenticator, limits, clock);
        this.faulty = new FaultyInformation(door, commands, clock);
        this.receipts = receipts;
        this.latency =
                Timer.builder("lekha.reports.latency")
                        .tag("door", door)
                        .publishPercentileHistogram()
                        .register(meters);
        this.received = counter("lekha.reports.received");
        this.stored = counter("lekha.reports.stored");
        this.duplicate = counter("lekha.reports.duplicate");
    }

    /**
     * What one report may be.
     *
     * @param payload bytes
     * @param records of a pack
     * @param patience how long to try while the platform says "not now"
     */
    public record Limits(int payload, int records, Duration patience) {}

    /** Never fails: every end is an outcome. */
    public CompletableFuture<Outcome> accept(Report report) {
        received.increment();
        Timer.Sample sample = Timer.start(meters);
        return CompletableFuture.completedFuture(report)
                .thenApply(requests::of)
                .thenCompose(request ->
                        commands.send(request).thenCompose(answer -> stored(request, answer)))
                .handle((outcome, failure) ->
                        failure == null ? outcome : failed(Insistent.cause(failure)))
                .thenCompose(outcome -> settled(report, outcome))
                .whenComplete((_, _) -> sample.stop(latency));
    }

    /** Counts and records something that a door could not even bring into the form of a report. */
    public CompletableFuture<Outcome> reject(Caller caller, byte[] payload, Refused why) {
        counter("lekha.refused.input", "reason", why.code()).increment();
        return faulty.record(
                        caller.tenant(),
                        caller.actor(),
                        why,
                        payload,
                        PayloadDigest.of(payload).toString())
                .thenApply(_ -> new Outcome.Rejected(why));
    }

    private CompletableFuture<Outcome> stored(Request request, Answer answer) {
        boolean again =
                answer.repeated()
                        || answer.events().stream()
                                .anyMatch(e -> e.contains("ReportDuplicateIgnored"));
        (again ? duplicate : stored).increment();
        long forks = answer.events().stream().filter(e -> e.contains("DeviceChainForked")).count();
        counter("lekha.device.chain.forks").increment(forks);
        // Away from the thread that the store answers on: a signature takes its time.
        return request.body() instanceof Request.Body.Values(var said)
                        && said.get(ReportRequests.ORIGIN) instanceof Origin.Signed signed
                ? CompletableFuture.supplyAsync(
                        () -> new Outcome.Stored(answer, receipt(request, said, signed, answer)),
                        Thread::startVirtualThread)
                : CompletableFuture.completedFuture(new Outcome.Stored(answer, NOTHING));
    }

    private byte[] receipt(
            Request request, Map<String, Object> said, Origin.Signed signed, Answer answer) {
        try {
            return receipts.submission(
                            request.caller().tenant(),
                            (NodeId) Objects.requireNonNull(said.get("node")),
                            (RequestId) Objects.requireNonNull(said.get("request")),
                            signed.statement(),
                            request.receivedAt(),
                            answer)
                    .map(CoseSign1::bytes)
                    .orElse(NOTHING);
        } catch (RuntimeException failed) {
            // It is stored whatever becomes of its receipt, which a repeat gets.
            LOG.warn("A receipt could not be given: {}", failed.toString());
            counter("lekha.receipts.failed").increment();
            return NOTHING;
        }
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
                counter("lekha.refused.input", "reason", why.code()).increment();
                yield CompletableFuture.completedFuture(outcome);
            }
            case Outcome.Rejected(var why) -> reject(report.caller(), report.payload(), why);
            case Outcome.Postponed(var why) -> {
                counter("lekha.reports.postponed", "reason", why.code()).increment();
                yield CompletableFuture.completedFuture(outcome);
            }
        };
    }

    private Counter counter(String meter, String... tags) {
        return meters.counter(meter, Tags.of("door", door).and(tags));
    }
}
