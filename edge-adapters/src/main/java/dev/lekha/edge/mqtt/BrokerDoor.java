package dev.lekha.edge.mqtt;

import dev.lekha.edge.http.Bodies;
import dev.lekha.edge.http.Body;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Tells an external broker whom to let in and to which topics, in the form in which
 * mosquitto-go-auth's HTTP backend asks: {@code POST} of a JSON object, answered with 200 for yes,
 * 403 for no, 503 for "not now".
 *
 * <ul>
 *   <li>{@code /api/broker/user} with {@code username} (the credential) and {@code password}
 *   <li>{@code /api/broker/superuser}: nobody is one
 *   <li>{@code /api/broker/acl} with {@code username}, {@code topic} and {@code acc}: 1 to be sent
 *       a message, 2 to publish, 3 for both, 4 to subscribe, 8 to unsubscribe
 * </ul>
 *
 * <p>The broker needs a key of its own, of an operator and best limited to the scope {@code mqtt}:
 * what a topic is permitted to is answered without the device's secret.
 */
@RestController
@ConditionalOnProperty(name = "lekha.mqtt.mode", havingValue = "external")
final class BrokerDoor {
    /** Of a {@link Caller}, as the HTTP entrance leaves it. */
    private static final String CALLER = "dev.lekha.kernel.Caller";

    private static final String SCOPE = "mqtt";

    private final Authenticator authenticator;
    private final DeviceRights rights;
    private final Bodies bodies;

    BrokerDoor(Authenticator authenticator, MeterRegistry meters, Bodies bodies) {
        this.authenticator = authenticator;
        this.rights = new DeviceRights(authenticator, meters);
        this.bodies = bodies;
    }

    @PostMapping(path = "/api/broker/user", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> user(@RequestAttribute(CALLER) Caller broker, HttpServletRequest http)
            throws IOException {
        JsonNode asked = asked(broker, http);
        return answer(rights.enter(text(asked, "username"), text(asked, "password")).isPresent());
    }

    @PostMapping(path = "/api/broker/superuser", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> superuser(@RequestAttribute(CALLER) Caller broker, HttpServletRequest http)
            throws IOException {
        asked(broker, http);
        return answer(false);
    }

    @PostMapping(path = "/api/broker/acl", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> acl(@RequestAttribute(CALLER) Caller broker, HttpServletRequest http)
            throws IOException {
        JsonNode asked = asked(broker, http);
        Optional<Caller> device = text(asked, "username").flatMap(authenticator::holder);
        String topic = text(asked, "topic").orElse("");
        return answer(
                switch (asked.path("acc").asInt(0)) {
                    case 1, 4, 8 -> rights.mayListen(device, topic);
                    case 2 -> rights.mayPublish(device, topic);
                    case 3 -> rights.mayListen(device, topic) && rights.mayPublish(device, topic);
                    default -> throw malformed("acc is 1, 2, 3, 4 or 8.");
                });
    }

    private JsonNode asked(Caller broker, HttpServletRequest http) throws IOException {
        if (!broker.spansTenants() || !broker.may(SCOPE, Set.of(Role.OPERATOR))) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN, "forbidden", "Only a broker's own key may ask this.");
        }
        try (Body body = bodies.read(http)) {
            return Json.MAPPER.readTree(body.bytes());
        } catch (JacksonException unreadable) {
            throw malformed("The body is not JSON.");
        }
    }

    private static Optional<String> text(JsonNode asked, String field) {
        return asked.path(field).stringValueOpt();
    }

    private static Refused malformed(String sentence) {
        return new Refused(Refused.Kind.MALFORMED, "request-malformed", sentence);
    }

    /** Bare, for the broker reads nothing but the status. */
    private static ResponseEntity<Void> answer(boolean yes) {
        return ResponseEntity.status(yes ? HttpStatus.OK : HttpStatus.FORBIDDEN).build();
    }
}
