package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static dev.lekha.edge.http.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
class ProblemsTest {
    @LocalServerPort int port;
    @Autowired MeterRegistry meters;
    Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED, 400",
        "UNAUTHENTICATED, 401",
        "FORBIDDEN, 403",
        "UNKNOWN, 404",
        "CONFLICT, 409",
        "MISUSED, 422",
        "TOO_LARGE, 413",
        "TOO_MANY, 429",
        "BUSY, 503"
    })
    void every_kind_of_refusal_has_its_status(Refused.Kind kind, int status) throws Exception {
        double before = refused("scripted-no");
        var response = client.send(client.command("refuse/" + kind, "{}"));
        assertProblem(response, status, "scripted-no");
        assertThat(json(response).path("title").asString()).isEqualTo("Scripted no");
        assertThat(json(response).path("detail").asString()).isEqualTo("The script says no.");
        assertThat(json(response).path("instance").asString())
                .isEqualTo("/api/commands/refuse/" + kind);
        assertThat(response.headers().firstValue("Retry-After").isPresent())
                .isEqualTo(status == 429 || status == 503);
        assertThat(refused("scripted-no")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"break/Something", "throw/Something"})
    void what_nobody_foresaw_is_a_number_in_the_log(String command) throws Exception {
        var response = client.send(client.command(command, "{}"));
        assertProblem(response, 500, "internal");
        assertThat(UUID.fromString(json(response).path("incident").asString())).isNotNull();
        assertThat(response.body()).doesNotContain("s3cret", "Exception", "dev.lekha", "\tat ");
    }

    @Test
    void an_unknown_path_is_a_problem() throws Exception {
        assertProblem(client.send(client.as("app.1", "/no/such/path")), 404, "path-unknown");
        assertThat(refused("path-unknown")).isPositive();
    }

    @Test
    void another_method_is_a_problem_that_names_the_right_one() throws Exception {
        var response = client.send(client.as("app.1", "/api/ping").DELETE());
        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void a_media_type_that_is_not_offered_is_a_problem() throws Exception {
        var response =
                client.send(
                        client.command("devices/RetireDevice", "{}").header("Accept", "image/png"));
        assertProblem(response, 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\nnonsense\r\n\r\n",
                "GET /a path with spaces HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /%c3%28 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /a/../../b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/ping HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /api/ping HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\nConnection: close\r\n\r\n"
            })
    void what_the_server_itself_cannot_read_is_a_problem(String request) throws Exception {
        try (var raw = new RawClient(port)) {
            raw.write(request);
            var answer = raw.readAll();
            assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404|501) .*");
            assertThat(answer)
                    .contains("application/problem+json", "urn:lekha:problem:")
                    .doesNotContain("<html");
        }
    }

    @Test
    void headers_that_are_too_large_are_a_problem() throws Exception {
        try (var raw = new RawClient(port)) {
            raw.write("GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 4").contains("urn:lekha:problem:");
        }
    }

    @Test
    void a_broken_chunked_body_is_a_problem() throws Exception {
        try (var raw = new RawClient(port)) {
            raw.write(
                    "POST /api/ping HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: "
                            + Client.key("app.1")
                            + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            assertThat(raw.readAll())
                    .startsWith("HTTP/1.1 400")
                    .contains("urn:lekha:problem:request-malformed");
        }
    }

    private double refused(String reason) {
        return meters.counter("lekha.refused.input", "door", "http", "reason", reason).count();
    }
}
