package dev.lekha.edge.http;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The real HTTP door, with values instead of a platform behind it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan("dev.lekha.edge.http")
class DoorsUnderTest {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    /** Commands that do as their names say, and remember what they were sent. */
    static final class Scripted implements Commands {
        final LinkedBlockingDeque<Request> received = new LinkedBlockingDeque<>();
        final LinkedBlockingDeque<CompletableFuture<Answer>> hanging = new LinkedBlockingDeque<>();

        @Override
        public CompletableFuture<Answer> send(Request request) {
            received.add(request);
            return switch (request.capability()) {
                case "refuse" ->
                        CompletableFuture.failedFuture(
                                new Refused(
                                        Refused.Kind.valueOf(request.command()),
                                        "scripted-no",
                                        "The script says no."));
                case "break" ->
                        CompletableFuture.failedFuture(new IllegalStateException("s3cret detail"));
                case "throw" -> throw new IllegalStateException("s3cret detail");
                case "hang" -> hang();
                default -> CompletableFuture.completedFuture(parse(request.body().json()));
            };
        }

        private CompletableFuture<Answer> hang() {
            var outcome = new CompletableFuture<Answer>();
            hanging.add(outcome);
            return outcome;
        }

        private static Answer parse(byte[] body) {
            if (!new String(body, StandardCharsets.UTF_8).startsWith("{")) {
                throw new Refused(
                        Refused.Kind.MALFORMED, "body-malformed", "The body is not a JSON object.");
            }
            return new Answer(42, List.of("devices.DeviceRetired"), false);
        }
    }

    /** Credentials in a map: secret and caller by credential id. */
    static final class Known implements Authenticator {
        record Credential(String secret, Caller caller) {}

        final Map<String, Credential> credentials = new ConcurrentHashMap<>();

        Known() {
            add("app.1", Set.of(Role.APPLICATION));
            add("auditor", Set.of(Role.AUDITOR));
            add("operator", Set.of(Role.OPERATOR));
            add("flooder", Set.of(Role.APPLICATION));
        }

        void add(String id, Set<Role> roles) {
            credentials.put(
                    id,
                    new Credential(
                            secret(id), new Caller(id, Caller.DEFAULT_TENANT, roles, Set.of())));
        }

        static String secret(String id) {
            return "secret-of-" + id.replace('.', '-');
        }

        @Override
        public Optional<Caller> authenticate(String credential, String secret) {
            return Optional.ofNullable(credentials.get(credential))
                    .filter(known -> known.secret().equals(secret))
                    .map(Credential::caller);
        }

        @Override
        public Optional<Caller> holder(String credential) {
            return Optional.ofNullable(credentials.get(credential)).map(Credential::caller);
        }

        @Override
        public boolean mayReportFor(Caller caller, String node) {
            return false;
        }
    }

    /** Stands where Spring Boot's actuator is in the platform. */
    @RestController
    static class Actuator {
        @GetMapping({"/actuator/health", "/actuator/health/readiness", "/actuator/prometheus"})
        String anything() {
            return "UP";
        }
    }

    @Bean
    Scripted commands() {
        return new Scripted();
    }

    @Bean
    Known authenticator() {
        return new Known();
    }

    /** A row of the view that the documents show. */
    record Reading(String node, Instant time, BigDecimal value, List<String> flags) {}

    /** The body of the command that the documents show. */
    record RetireDevice(String device, @Omittable String reason) {}

    @Bean
    ApiDescription api() {
        return new ApiDescription(
                "1.2.3",
                List.of(
                        new CommandDescription(
                                "devices",
                                "RetireDevice",
                                "Takes a device out of the fleet, once.",
                                JsonSchemas.of(RetireDevice.class),
                                Set.of(Role.OPERATOR, Role.PLATFORM))),
                List.of(
                        new ViewDescription(
                                "readings",
                                "reporting",
                                List.of("node", "time"),
                                JsonSchemas.of(Reading.class),
                                Set.of(Role.AUDITOR),
                                false)));
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
