package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
class SecurityTest {
    private static final String UNKNOWN_PATH = "/behind/the/door";

    @LocalServerPort int port;
    @Autowired DoorsUnderTest.Known known;
    Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void without_credentials_one_is_told_how_to_present_some() throws Exception {
        var response = client.send(client.request(UNKNOWN_PATH));
        assertProblem(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("Bearer", "Basic");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer lk.app.1.wrong",
                "Bearer lk.nobody.secret-of-nobody",
                "Bearer lk.app.1",
                "Bearer lk.",
                "Bearer lk..",
                "Bearer",
                "Bearer ",
                "Bearer a.b.c",
                "Basic",
                "Basic !!",
                "Basic Og==",
                "Digest username=x",
                "lk.app.1.x"
            })
    void wrong_credentials_are_refused(String header) throws Exception {
        var response = client.send(client.request(UNKNOWN_PATH).header("Authorization", header));
        assertProblem(response, 401, "credentials-refused");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void a_key_with_dots_in_its_id_comes_in() throws Exception {
        assertProblem(client.send(client.as("app.1", UNKNOWN_PATH)), 404, "path-unknown");
    }

    @Test
    void the_same_credential_comes_in_by_basic() throws Exception {
        assertProblem(
                client.send(basic("app.1", DoorsUnderTest.Known.secret("app.1"))),
                404,
                "path-unknown");
        assertProblem(client.send(basic("app.1", "wrong")), 401, "credentials-refused");
    }

    @Test
    void a_revoked_credential_ends_with_the_request_before() throws Exception {
        known.add("short-lived", Set.of(Role.APPLICATION));
        assertProblem(client.send(client.as("short-lived", UNKNOWN_PATH)), 404, "path-unknown");
        known.credentials.remove("short-lived");
        assertProblem(
                client.send(client.as("short-lived", UNKNOWN_PATH)), 401, "credentials-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/openapi.json", "/docs", "/actuator/health", "/actuator/health/readiness"})
    void some_paths_are_open(String path) throws Exception {
        assertThat(client.send(client.request(path)).statusCode()).isEqualTo(200);
    }

    @Test
    void the_actuator_is_the_operators() throws Exception {
        assertProblem(client.send(client.request("/actuator/prometheus")), 401, "unauthenticated");
        assertProblem(client.send(client.as("app.1", "/actuator/prometheus")), 403, "forbidden");
        assertProblem(client.send(client.as("auditor", "/actuator/prometheus")), 403, "forbidden");
        assertThat(client.send(client.as("operator", "/actuator/prometheus")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokens_are_refused_while_no_issuer_is_configured() throws Exception {
        var none =
                client.request(UNKNOWN_PATH)
                        .header("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.");
        assertProblem(client.send(none), 401, "credentials-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health/../prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/actuator/health;/../prometheus",
                "/openapi.json/../api/log",
                "//api/log",
                "/docs/..%2f..%2factuator",
                "/actuator/health%2F..%2Fprometheus",
                "/Actuator/prometheus"
            })
    void no_detour_leads_around_the_door(String path) throws Exception {
        try (var raw = new RawClient(port)) {
            raw.write("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(raw.readAll())
                    .matches("(?s)HTTP/1.1 (400|401|404) .*")
                    .contains("application/problem+json");
        }
    }

    private java.net.http.HttpRequest.Builder basic(String user, String password) {
        var pair =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return client.request(UNKNOWN_PATH).header("Authorization", "Basic " + pair);
    }
}
