package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static dev.lekha.edge.http.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.threads.virtual.enabled=true",
            "lekha.http.body-limit=64KB",
            "lekha.http.body-time=400ms",
            "lekha.http.command-time=200ms",
            "lekha.http.connection.timeout=1s"
        })
class CommandDoorTest {
    private static final String BODY = "{\"device\": \"pump-1\"}";

    @LocalServerPort int port;
    @Autowired DoorsUnderTest.Scripted commands;
    Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
        commands.received.clear();
    }

    @Test
    void a_command_is_answered_with_its_position_and_events() throws Exception {
        var response = client.send(client.command("devices/RetireDevice", BODY));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Lekha-Position")).contains("42");
        assertThat(response.body())
                .isEqualTo(
                        "{\"position\":42,\"events\":[\"devices.DeviceRetired\"],\"repeated\":false}");
    }

    @Test
    void a_command_is_passed_on_by_name_and_bytes_with_caller_key_and_time() throws Exception {
        client.send(
                client.command("devices/RetireDevice", BODY).header("Idempotency-Key", "order 7"));
        var request = commands.received.take();
        assertThat(request.capability()).isEqualTo("devices");
        assertThat(request.command()).isEqualTo("RetireDevice");
        assertThat(request.body().json()).asString(StandardCharsets.UTF_8).isEqualTo(BODY);
        assertThat(request.caller().actor()).isEqualTo("app.1");
        assertThat(request.caller().roles()).containsExactly(Role.APPLICATION);
        assertThat(request.key()).isEqualTo("order 7");
        assertThat(request.receivedAt()).isEqualTo(DoorsUnderTest.NOW);
        assertThat(request.causation()).isEmpty();
        assertThat(request.id()).isNotBlank();
    }

    @Test
    void every_request_has_an_id_of_its_own() throws Exception {
        client.send(client.command("devices/RetireDevice", BODY));
        client.send(client.command("devices/RetireDevice", BODY));
        assertThat(commands.received.take().id()).isNotEqualTo(commands.received.take().id());
    }

    @Test
    void an_idempotency_key_is_the_same_with_and_without_quotes() throws Exception {
        client.send(
                client.command("devices/RetireDevice", BODY)
                        .header("Idempotency-Key", "\"a\\\"b\""));
        assertThat(commands.received.take().key()).isEqualTo("a\"b");
        client.send(client.command("devices/RetireDevice", BODY));
        assertThat(commands.received.take().key()).isEmpty();
    }

    @Test
    void an_idempotency_key_that_is_too_long_is_refused() throws Exception {
        var long201 =
                client.command("devices/RetireDevice", BODY)
                        .header("Idempotency-Key", "k".repeat(201));
        assertProblem(client.send(long201), 400, "idempotency-key-malformed");
        assertThat(commands.received).isEmpty();
    }

    @Test
    void a_body_that_is_not_what_its_digest_says_is_refused() throws Exception {
        var wrong =
                client.command("devices/RetireDevice", BODY)
                        .header("Content-Digest", digest("something else"));
        assertProblem(client.send(wrong), 400, "content-digest-mismatch");
        var nonsense =
                client.command("devices/RetireDevice", BODY)
                        .header("Content-Digest", "sha-256=abc");
        assertProblem(client.send(nonsense), 400, "content-digest-malformed");
        assertThat(commands.received).isEmpty();
    }

    @Test
    void a_body_that_is_what_its_digest_says_is_taken() throws Exception {
        var right =
                client.command("devices/RetireDevice", BODY)
                        .header("Content-Digest", "unixsum=:AAA=:, " + digest(BODY));
        assertThat(client.send(right).statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_over_the_limit_is_refused_whether_announced_or_not() throws Exception {
        var large = "{" + " ".repeat(64 * 1024);
        assertProblem(
                client.send(client.command("devices/RetireDevice", large)), 413, "body-too-large");
        var chunked =
                client.command("devices/RetireDevice", "")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large)));
        assertProblem(client.send(chunked), 413, "body-too-large");
        assertThat(commands.received).isEmpty();
    }

    @Test
    void a_body_of_exactly_the_limit_is_taken() throws Exception {
        var full = "{" + " ".repeat(64 * 1024 - 1);
        assertThat(client.send(client.command("devices/RetireDevice", full)).statusCode())
                .isEqualTo(200);
        assertThat(commands.received.take().body().json()).hasSize(64 * 1024);
    }

    @Test
    void another_content_type_is_refused() throws Exception {
        var text =
                client.as("app.1", "/api/commands/devices/RetireDevice")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(BODY));
        assertProblem(client.send(text), 415, "media-type-unsupported");
        var none =
                client.as("app.1", "/api/commands/devices/RetireDevice")
                        .POST(BodyPublishers.ofString(BODY));
        assertProblem(client.send(none), 415, "media-type-unsupported");
    }

    @Test
    void broken_json_is_the_commands_to_refuse() throws Exception {
        assertProblem(
                client.send(client.command("devices/RetireDevice", "[")), 400, "body-malformed");
        assertThat(commands.received.take().body().json())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[");
    }

    @Test
    void an_outcome_that_does_not_come_in_time_is_unknown() throws Exception {
        var response = client.send(client.command("hang/Hang", BODY));
        assertProblem(response, 503, "outcome-unknown");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void the_bare_endpoint_answers_in_the_size_of_an_answer() throws Exception {
        var ping =
                client.as("app.1", "/api/ping")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(BODY));
        assertThat(json(client.send(ping)).propertyNames())
                .containsExactly("position", "events", "repeated");
        assertThat(commands.received).isEmpty();
    }

    @Test
    void a_client_that_falls_silent_is_cut_off() throws Exception {
        try (var raw = new RawClient(port)) {
            raw.write(
                    "POST /api/ping HTTP/1.1\r\nHost: x\r\nAuthorization: "
                            + Client.key("app.1")
                            + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
            assertThat(raw.readAll())
                    .startsWith("HTTP/1.1 408")
                    .contains("urn:lekha:problem:too-slow");
        }
    }

    @Test
    void a_client_that_never_ends_its_body_is_cut_off() throws Exception {
        try (var raw = new RawClient(port)) {
            raw.write(
                    "POST /api/ping HTTP/1.1\r\nHost: x\r\nAuthorization: "
                            + Client.key("app.1")
                            + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
            assertThat(raw.trickleUntilAnswered()).startsWith("HTTP/1.1 408");
        }
    }

    private static String digest(String body) throws Exception {
        var sha256 =
                MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }
}
