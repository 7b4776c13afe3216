package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static dev.lekha.edge.http.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
class SchemaDoorTest {
    @LocalServerPort int port;
    Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void whoever_asks_gets_the_schema_of_a_published_event() throws Exception {
        var answer = client.send(client.request("/api/schemas/charging.CdrIssued/1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/schema+json");
        assertThat(json(answer).path("$id").asString())
                .isEqualTo("urn:lekha:schema:charging.CdrIssued:1");
        assertThat(json(answer).at("/properties/amount/type").asString()).isEqualTo("object");
    }

    @Test
    void what_is_not_published_is_unknown() throws Exception {
        for (var path :
                new String[] {
                    "charging.CdrIssued/2",
                    "registration.CredentialIssued/1",
                    "charging.CdrIssued/one",
                    "%2e%2e%2fapplication/1"
                }) {
            assertProblem(
                    client.send(client.request("/api/schemas/" + path)), 404, "schema-unknown");
        }
    }
}
