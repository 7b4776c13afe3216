package dev.lekha.edge.notifications;

import dev.lekha.edge.Sending;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Shows a webhook's secret to its subscriber, once; that it was shown stands in the log. */
@RestController
final class SecretDoor {
    /** Of a {@link Caller}, as the HTTP entrance leaves it. */
    private static final String CALLER = "dev.lekha.kernel.Caller";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sending sending;
    private final Secrets secrets;
    private final InstantSource clock;

    SecretDoor(Commands commands, Secrets secrets, InstantSource clock) {
        this.sending = new Sending(commands, PATIENCE);
        this.secrets = secrets;
        this.clock = clock;
    }

    @PostMapping("/api/notifications/{subscription}/secret")
    ResponseEntity<byte[]> show(
            @PathVariable String subscription, @RequestAttribute(CALLER) Caller caller) {
        var id = checked(subscription);
        // Before it is noted as shown: a key that cannot be read must not use up the one time.
        var secret = WebhookSignature.text(secrets.of(caller.tenant(), id));
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        sending.send("notifications", "ShowSecret", Map.of("subscription", id), caller, now);
        var shown = new TreeMap<>(Map.of("subscription", id.value(), "secret", secret));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(shown));
    }

    private static SubscriptionId checked(String id) {
        try {
            return new SubscriptionId(id);
        } catch (IllegalArgumentException unfit) {
            throw new Refused(Refused.Kind.MALFORMED, "key-malformed", unfit.getMessage() + ".");
        }
    }
}
