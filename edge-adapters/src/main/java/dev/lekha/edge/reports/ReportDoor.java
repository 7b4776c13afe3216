package dev.lekha.edge.reports;

import dev.lekha.edge.http.Bodies;
import dev.lekha.edge.http.HttpSettings;
import dev.lekha.edge.mqtt.MqttProperties;
import dev.lekha.edge.mqtt.Outcome;
import dev.lekha.edge.mqtt.Report;
import dev.lekha.edge.mqtt.Reports;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.evidence.Receipts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reports as devices write them: {@code POST /api/reports/{node}}, a SenML pack in JSON or CBOR
 * (RFC 8428). Headers, each as the MQTT 5 property of like name: {@code Request-Id}, {@code
 * Content-Digest}, {@code Origin-Evidence} (a COSE_Sign1, base64).
 */
@RestController
final class ReportDoor {
    /** Of a {@link Caller}, as the HTTP entrance leaves it. */
    private static final String CALLER = "dev.lekha.kernel.Caller";

    private final Reports reports;
    private final Bodies bodies;
    private final HttpSettings settings;

    /**
     * @param receipt the platform's, a COSE_Sign1 in base64; empty where none is given
     */
    private record Taken(long position, List<String> events, boolean repeated, String receipt) {}

    ReportDoor(
            Commands commands,
            Authenticator authenticator,
            MqttProperties limits,
            MeterRegistry meters,
            InstantSource clock,
            ObjectProvider<Receipts> receipts,
            Bodies bodies,
            HttpSettings settings) {
        this.reports =
                new Reports(
                        "http",
                        commands,
                        authenticator,
                        limits.limits(),
                        meters,
                        clock,
                        receipts.getIfAvailable(() -> Receipts.NONE));
        this.bodies = bodies;
        this.settings = settings;
    }

    @PostMapping(
            path = "/api/reports/{node}",
            consumes = {
                "application/senml+json",
                "application/senml+cbor",
                MediaType.APPLICATION_JSON_VALUE,
                MediaType.APPLICATION_CBOR_VALUE
            })
    ResponseEntity<byte[]> report(
            @PathVariable String node,
            @RequestAttribute(CALLER) Caller caller,
            HttpServletRequest http)
            throws IOException, InterruptedException {
        try (var body = bodies.read(http)) {
            var report =
                    new Report(
                            caller,
                            node,
                            body.bytes(),
                            String.valueOf(http.getContentType()),
                            header(http, "Request-Id"),
                            header(http, "Content-Digest"),
                            header(http, "Origin-Evidence"));
            return switch (join(reports.accept(report))) {
                case Outcome.Stored(var answer, var receipt) ->
                        ResponseEntity.ok()
                                .header("Lekha-Position", Long.toString(answer.position()))
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(
                                        Json.MAPPER.writeValueAsBytes(
                                                new Taken(
                                                        answer.position(),
                                                        answer.events(),
                                                        answer.repeated(),
                                                        Base64.getEncoder()
                                                                .encodeToString(receipt))));
                case Outcome.Rejected(var why) -> throw why;
                case Outcome.Postponed(var why) -> throw why;
            };
        }
    }

    private static String header(HttpServletRequest http, String name) {
        return Optional.ofNullable(http.getHeader(name)).orElse("").strip();
    }

    /** Waits on the request's own virtual thread. */
    private Outcome join(CompletableFuture<Outcome> outcome) throws InterruptedException {
        try {
            return outcome.get(settings.commandTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("every end of a report is an outcome", broken);
        } catch (TimeoutException slow) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "outcome-unknown",
                    "No outcome in time; it may still come. Send the same report again to learn it.");
        }
    }
}
