package dev.lekha.query;

import static dev.lekha.query.Reader.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = ReadersUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.threads.virtual.enabled=true", "lekha.query.position-wait=300ms"})
class RowTest {
    @LocalServerPort int port;
    @Autowired MemoryViews views;
    Reader application;

    @BeforeEach
    void fill() {
        application = new Reader(port, "application");
        views.rows.clear();
        for (int i = 0; i < 250; i++) {
            put("k%03d".formatted(i), "pump-" + i % 5, i, "plain");
        }
        views.moveTo(1000);
    }

    private void put(String key, String node, long value, String text) {
        views.rows.put(
                key,
                "{\"node\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\",\"value\":%d,\"text\":%s,\"flags\":[\"a\",\"b\"]}"
                        .formatted(node, value, text.equals("plain") ? "\"plain\"" : text));
    }

    @ParameterizedTest
    @CsvSource({
        "k007, k007",
        "a/b, a/b",
        "a%2Fb, a/b",
        "a%2fb, a/b",
        "100%25, 100%",
        "%C3%A9, é",
        "a+b, a+b",
        "a%20b, a b",
        "a:b@c;d=e, a:b@c;d=e",
        "a%3Bb, a;b",
        "a%2F%2Fb, a//b",
        "%252F, %2F"
    })
    void a_row_is_found_by_any_key(String path, String key) throws Exception {
        put(key, "pump-x", 7, "plain");
        var response = application.get("/api/views/readings/" + path);
        assertThat(response.body()).isEqualTo(views.rows.get(key));
        assertThat(response.headers().firstValue("Lekha-Position")).contains("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "k001/", "k001/x", "%20"})
    void an_unknown_key_is_a_problem(String key) throws Exception {
        assertProblem(application.get("/api/views/readings/" + key), 404, "row-unknown");
    }

    @Test
    void a_row_that_the_asker_has_is_not_sent_again() throws Exception {
        var first = application.get("/api/views/readings/k001");
        var etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).startsWith("\"");
        var same = application.get("/api/views/readings/k001", "If-None-Match", "\"x\", " + etag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("Lekha-Position")).contains("1000");
        put("k001", "pump-1", 999, "plain");
        assertThat(application.get("/api/views/readings/k001", "If-None-Match", etag).statusCode())
                .isEqualTo(200);
    }
}
