package dev.lekha.query;

import static dev.lekha.query.Reader.assertProblem;
import static dev.lekha.query.Reader.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.regex.Pattern;
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
class ViewDoorTest {
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

    @Test
    void the_list_shows_what_the_caller_may_read() throws Exception {
        var response = application.get("/api/views");
        assertThat(response.body())
                .isEqualTo(
                        "{\"items\":[{\"name\":\"readings\",\"capability\":\"reporting\","
                                + "\"fields\":[\"node\",\"time\",\"value\"],\"readers\":[\"application\",\"operator\"],"
                                + "\"position\":1000}]}");
    }

    @Test
    void a_page_holds_rows_as_they_are_stored_and_the_position() throws Exception {
        var response = application.get("/api/views/readings?limit=1");
        assertThat(response.body())
                .isEqualTo(
                        "{\"position\":1000,\"items\":["
                                + views.rows.get("k000")
                                + "],\"next\":\"c:k000\"}");
        assertThat(response.headers().firstValue("Lekha-Position")).contains("1000");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
    }

    @Test
    void following_the_links_leads_through_every_row_once() throws Exception {
        var seen = new ArrayList<Long>();
        var path = "/api/views/readings?limit=40&sort=-value&value.ge=0&node.prefix=pump-";
        while (!path.isEmpty()) {
            var response = application.get(path);
            json(response).path("items").forEach(row -> seen.add(row.path("value").asLong()));
            var link =
                    Pattern.compile("<(.*)>; rel=\"next\"")
                            .matcher(response.headers().firstValue("Link").orElse(""));
            assertThat(link.matches()).isEqualTo(json(response).has("next"));
            path = link.matches() ? link.group(1) : "";
        }
        assertThat(seen).hasSize(250).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "node=pump-3, 50",
        "node.eq=pump-3, 50",
        "node.lt=pump-3, 150",
        "node.le=pump-3, 200",
        "node.gt=pump-3, 50",
        "node.ge=pump-3, 100",
        "node.prefix=pump, 250",
        "node.ge=pump-1&node.le=pump-2, 100",
        "node=a:b%26c%20d, 0"
    })
    void rows_are_found_by_declared_fields(String filter, int rows) throws Exception {
        assertThat(
                        json(application.get("/api/views/readings?limit=1000&" + filter))
                                .path("items")
                                .size())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "text=plain, field-undeclared", "nonsense=1, field-undeclared",
                "node.like=x, operator-unknown",
        "sort=text, field-undeclared", "sort=--node, field-undeclared",
                "limit=0, number-out-of-range",
        "limit=10001, number-out-of-range", "limit=x, number-out-of-range",
                "after=zzz, cursor-malformed",
        "limit=1&limit=2, parameter-repeated", "min-position=-1, number-out-of-range",
                "format=xml, format-unknown",
        "min-position=99999999999999999999, number-out-of-range", ".eq=1, field-undeclared"
    })
    void what_cannot_be_asked_is_refused(String query, String code) throws Exception {
        assertProblem(application.get("/api/views/readings?" + query), 400, code);
    }

    @Test
    void roles_and_scopes_are_kept() throws Exception {
        assertProblem(application.get("/api/views/nonsense"), 404, "view-unknown");
        assertProblem(application.get("/api/views/cdrs"), 403, "view-forbidden");
        assertProblem(application.get("/api/views/cdrs/some/key"), 403, "view-forbidden");
        assertProblem(new Reader(port, "operator").get("/api/views/cdrs"), 403, "view-forbidden");
        assertProblem(
                new Reader(port, "application+charging").get("/api/views/readings"),
                403,
                "view-forbidden");
        assertThat(
                        new Reader(port, "application+reporting")
                                .get("/api/views/readings")
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_caller_is_not_what_a_parameter_says() throws Exception {
        var path = "/api/views/cdrs?dev.lekha.kernel.Caller=x&caller.roles=BILLING&roles=BILLING";
        assertProblem(application.get(path), 403, "view-forbidden");
    }

    @Test
    void a_query_waits_for_its_position() throws Exception {
        var request = application.request("/api/views/readings?limit=1&min-position=1001").build();
        var waiting = application.http().sendAsync(request, BodyHandlers.ofString());
        assertThat(waiting).isNotDone();
        views.moveTo(1001);
        assertThat(json(waiting.join()).path("position").asLong()).isEqualTo(1001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/views/readings?min-position=2000",
                "/api/views/readings/k001?min-position=2000"
            })
    void a_query_does_not_wait_for_ever(String path) throws Exception {
        var response = application.get(path);
        assertProblem(response, 503, "position-not-reached");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
}
