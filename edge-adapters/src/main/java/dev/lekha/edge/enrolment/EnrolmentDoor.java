package dev.lekha.edge.enrolment;

import dev.lekha.edge.http.Bodies;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.pki.DevicePath;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Enrolment where TLS ends before this process does: {@code POST /api/enrolments/challenges} gives
 * a challenge, {@code POST /api/enrolments} takes the certificates and a PKCS #10 request that the
 * device's key has signed over it.
 */
@RestController
final class EnrolmentDoor {
    private static final int LARGEST = 65_536;

    private final Enrolment enrolment;
    private final HandingOut handingOut;
    private final Challenges challenges;
    private final InstantSource clock;
    private final Bodies bodies;

    /**
     * @param certificates PEM, the device's own first
     * @param request PEM; its challenge password is the challenge, and where a secret is asked for
     *     a point and the secret's SHA-256 in hex behind it
     * @param secret from now on a way in, or its digest; left out for none
     */
    private record Asked(String certificates, String request, @Omittable SecretDigest secret) {}

    private record Challenge(String challenge, Instant expiresAt) {}

    /**
     * @param tenant of its authority, which is the device's from now on
     * @param configuration what the device is to be set to, an empty object where nothing was said
     */
    private record Taken(
            String tenant,
            String node,
            long position,
            List<String> events,
            JsonNode configuration) {}

    EnrolmentDoor(
            Enrolment enrolment,
            HandingOut handingOut,
            Challenges challenges,
            InstantSource clock,
            Bodies bodies) {
        this.enrolment = enrolment;
        this.handingOut = handingOut;
        this.challenges = challenges;
        this.clock = clock;
        this.bodies = bodies;
    }

    @PostMapping("/api/enrolments/challenges")
    ResponseEntity<byte[]> challenge() {
        return answer(new Challenge(challenges.next(), clock.instant().plus(Challenges.VALIDITY)));
    }

    @PostMapping(path = "/api/enrolments", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> enrol(HttpServletRequest http) throws IOException {
        try (var body = bodies.read(http)) {
            var asked = read(body.bytes());
            var path = path(asked, body.bytes());
            prove(asked, path, body.bytes());
            var admitted = enrolment.admit(path, "csr", asked.secret);
            var node = admitted.caller().actor();
            var tenant = admitted.caller().tenant();
            var answer = admitted.answer();
            var configuration =
                    handingOut
                            .give(new TenantKey(tenant, node), answer.position(), "http")
                            .map(given -> Json.MAPPER.readTree(given.json()))
                            .orElseGet(Json.MAPPER::createObjectNode);
            return answer(
                    new Taken(tenant, node, answer.position(), answer.events(), configuration));
        }
    }

    private Asked read(byte[] json) {
        if (json.length > LARGEST) {
            throw new Refused(
                    Refused.Kind.TOO_LARGE,
                    "body-too-large",
                    "An enrolment has at most " + LARGEST + " bytes.");
        }
        try {
            return Json.MAPPER.readValue(json, Asked.class);
        } catch (JacksonException unreadable) {
            throw refused(
                    json,
                    Refused.Kind.MALFORMED,
                    "enrolment-malformed",
                    "An enrolment is JSON: certificates, request and, if wanted, secret.");
        }
    }

    private DevicePath path(Asked asked, byte[] json) {
        try {
            return DevicePath.ofPem(asked.certificates);
        } catch (IllegalArgumentException unreadable) {
            throw refused(
                    json,
                    Refused.Kind.MALFORMED,
                    "certificate-malformed",
                    "The certificates cannot be read: " + unreadable.getMessage() + ".");
        }
    }

    /** The challenge is used up by who has the key, and by nobody else. */
    private void prove(Asked asked, DevicePath path, byte[] json) {
        var request = request(asked, json);
        var secret = asked.secret.equals(SecretDigest.NONE) ? "" : asked.secret.value();
        var said = request.challenge().split("\\.", -1);
        var expected = secret.replaceFirst("sha-256:", "");
        var bound =
                expected.isEmpty()
                        ? said.length == 1
                        : Arrays.equals(said, new String[] {said[0], expected});
        if (!bound || !request.isSignedBy(path.own())) {
            throw refused(
                    json,
                    Refused.Kind.FORBIDDEN,
                    "proof-wrong",
                    "The request is not signed by the certificate's key, or not over the challenge"
                            + " and the secret.");
        }
        if (!challenges.holds(said[0]) || !challenges.use(said[0])) {
            throw refused(
                    json,
                    Refused.Kind.FORBIDDEN,
                    "challenge-unknown",
                    "The challenge was not given here, is too old, or was used.");
        }
    }

    private CertificationRequest request(Asked asked, byte[] json) {
        try {
            return CertificationRequest.read(asked.request);
        } catch (Refused unreadable) {
            throw enrolment.reject(json, unreadable);
        }
    }

    private Refused refused(byte[] json, Refused.Kind kind, String code, String sentence) {
        return enrolment.reject(json, new Refused(kind, code, sentence));
    }

    private static ResponseEntity<byte[]> answer(Object body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(body));
    }
}
