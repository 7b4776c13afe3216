package dev.lekha.edge.http;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The yardstick of the benchmarks: {@code POST /api/ping} costs all that a command costs at this
 * door (connection, authentication, admission, reading the body, an answer of the same size) and
 * nothing of what lies behind it.
 */
@RestController
final class BareEndpoint {
    private static final byte[] ANSWER =
            Json.MAPPER.writeValueAsBytes(
                    new Answer(1_000_000, List.of("reporting.ReportAccepted"), false));
    private final Bodies bodies;

    BareEndpoint(Bodies bodies) {
        this.bodies = bodies;
    }

    @PostMapping(
            path = "/api/ping",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> ping(HttpServletRequest http) throws IOException {
        try (var _ = bodies.read(http)) {
            return ResponseEntity.ok()
                    .header(CommandDoor.POSITION, "1000000")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(ANSWER);
        }
    }
}
