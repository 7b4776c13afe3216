package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The way from a packet to its outcome: the sender's rate, then a place among those in flight, then
 * the report.
 */
final class Admission {
    private static final byte[] NOTHING = {};

    private final Reports reports;
    private final InFlight inFlight;

    Admission(Reports reports, InFlight inFlight) {
        this.reports = reports;
        this.inFlight = inFlight;
    }

    /** Fails, with nothing begun, where the door is closing. */
    CompletableFuture<Outcome> admit(Caller caller, PublishPacket packet, Duration pause) {
        return after(pause)
                .thenCompose(_ -> inFlight.enter())
                .thenCompose(_ -> outcome(caller, packet));
    }

    /** To be called once for every outcome that came, when it has been answered. */
    void answered() {
        inFlight.leave();
    }

    /** Takes what needs neither place nor answer: a last will. */
    CompletableFuture<Outcome> outcome(Caller caller, PublishPacket packet) {
        byte[] payload = packet.getPayload().map(Admission::bytes).orElse(NOTHING);
        Optional<String> device = Topics.device(caller, packet.getTopic());
        if (device.isEmpty()) {
            return reports.reject(caller, payload, Topics.notPermitted());
        }
        String evidence = packet.getUserProperties().getFirst(Report.ORIGIN_EVIDENCE).orElse("");
        if (!evidence.isEmpty() && !packet.getResponseTopic().stream().allMatch(own(caller))) {
            return reports.reject(caller, payload, Topics.notPermitted());
        }
        return reports.accept(
                new Report(
                        caller,
                        device.get(),
                        payload,
                        packet.getContentType().orElse(""),
                        packet.getUserProperties().getFirst("rqi").orElse(""),
                        packet.getUserProperties().getFirst("content-digest").orElse(""),
                        evidence));
    }

    /** Who listens elsewhere would get another's receipts. */
    private static Predicate<String> own(Caller caller) {
        return topic -> Topics.own(caller, topic) && !topic.matches(".*[+#].*");
    }

    /** Counts and records what the broker itself refused, of which no bytes are left. */
    CompletableFuture<Outcome> reject(Caller caller, Refused why) {
        return reports.reject(caller, NOTHING, why);
    }

    private static CompletableFuture<Void> after(Duration pause) {
        return pause.isZero()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(
                        () -> {},
                        CompletableFuture.delayedExecutor(
                                pause.toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
