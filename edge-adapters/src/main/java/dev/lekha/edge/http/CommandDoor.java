package dev.lekha.edge.http;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.UniqueId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Any command, by name and bytes: {@code POST /api/commands/{capability}/{Command}}. */
@RestController
final class CommandDoor {
    /** Carries the position that an answer reflects. */
    static final String POSITION = "Lekha-Position";

    private final Commands commands;
    private final Bodies bodies;
    private final Clock clock;
    private final HttpSettings settings;

    CommandDoor(Commands commands, Bodies bodies, Clock clock, HttpSettings settings) {
        this.commands = commands;
        this.bodies = bodies;
        this.clock = clock;
        this.settings = settings;
    }

    @PostMapping(
            path = "/api/commands/{capability}/{command}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> send(
            @PathVariable String capability,
            @PathVariable String command,
            @RequestAttribute(Entrance.CALLER) Caller caller,
            HttpServletRequest http)
            throws IOException, InterruptedException {
        var key =
                Optional.ofNullable(http.getHeader("Idempotency-Key"))
                        .map(IdempotencyKey::read)
                        .orElse("");
        try (var body = bodies.read(http)) {
            Optional.ofNullable(http.getHeader("Content-Digest"))
                    .ifPresent(digest -> ContentDigest.verify(digest, body.bytes()));
            var id = UniqueId.next();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var answer =
                    join(
                            commands.send(
                                    new Request(
                                            id,
                                            capability,
                                            command,
                                            body.bytes(),
                                            caller,
                                            key,
                                            now,
                                            "")));
            return ResponseEntity.ok()
                    .header(POSITION, Long.toString(answer.position()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Json.MAPPER.writeValueAsBytes(answer));
        }
    }

    /** Waits on the request's own virtual thread. */
    private Answer join(CompletableFuture<Answer> outcome) throws InterruptedException {
        try {
            return outcome.get(settings.commandTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("a command broke", failed);
        } catch (TimeoutException slow) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "outcome-unknown",
                    "No outcome in time; it may still come. Repeat with the same Idempotency-Key to learn it.");
        }
    }
}
