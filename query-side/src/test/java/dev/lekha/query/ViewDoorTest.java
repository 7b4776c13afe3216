package dev.lekha.query;

import static dev.lekha.query.Reader.assertProblem;
import static dev.lekha.query.Reader.json;
import static dev.lekha.query.Reader.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
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
                .isEqualTo("{\"items\":[{\"name\":\"readings\",\"capability\":\"reporting\","
                        + "\"fields\":[\"node\",\"time\",\"value\"],\"readers\":[\"application\",\"operator\"],"
                        + "\"position\":1000}]}");
    }

    @Test
    void a_page_holds_rows_as_they_are_stored_and_the_position() throws Exception {
        var response = application.get("/api/views/readings?limit=1");
        assertThat(response.body())
                .isEqualTo("{\"position\":1000,\"items\":[" + views.rows.get("k000") + "],\"next\":\"c:k000\"}");
        assertThat(response.headers().firstValue("Lekha-Position")).contains("1000");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void following_the_links_leads_through_every_row_once() throws Exception {
        var seen = new ArrayList<Long>();
        var path = "/api/views/readings?limit=40&sort=-value&value.ge=0&node.prefix=pump-";
        while (!path.isEmpty()) {
            var response = application.get(path);
            json(response).path("items").forEach(row -> seen.add(row.path("value").asLong()));
            var link = Pattern.compile("<(.*)>; rel=\"next\"")
                    .matcher(response.headers().firstValue("Link").orElse(""));
            assertThat(link.matches()).isEqualTo(json(response).has("next"));
            path = link.matches() ? link.group(1) : "";
        }
        assertThat(seen).hasSize(250).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "node=pump-3, 50", "node.eq=pump-3, 50", "node.lt=pump-3, 150", "node.le=pump-3, 200", "node.gt=pump-3, 50",
        "node.ge=pump-3, 100", "node.prefix=pump, 250", "node.ge=pump-1&node.le=pump-2, 100", "node=a:b%26c%20d, 0"
    })
    void rows_are_found_by_declared_fields(String filter, int rows) throws Exception {
        assertThat(json(application.get("/api/views/readings?limit=1000&" + filter)).path("items").size())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "text=plain, field-undeclared", "nonsense=1, field-undeclared", "node.like=x, operator-unknown",
        "sort=text, field-undeclared", "sort=--node, field-undeclared", "limit=0, number-out-of-range",
        "limit=10001, number-out-of-range", "limit=x, number-out-of-range", "after=zzz, cursor-malformed",
        "limit=1&limit=2, parameter-repeated", "min-position=-1, number-out-of-range", "format=xml, format-unknown",
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
        assertProblem(new Reader(port, "application+charging").get("/api/views/readings"), 403, "view-forbidden");
        assertThat(new Reader(port, "application+reporting").get("/api/views/readings").statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_caller_is_not_what_a_parameter_says() throws Exception {
        var path = "/api/views/cdrs?dev.lekha.kernel.Caller=x&caller.roles=BILLING&roles=BILLING";
        assertProblem(application.get(path), 403, "view-forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "k007, k007", "a/b, a/b", "a%2Fb, a/b", "a%2fb, a/b", "100%25, 100%", "%C3%A9, é", "a+b, a+b", "a%20b, a b",
        "a:b@c;d=e, a:b@c;d=e", "a%3Bb, a;b", "a%2F%2Fb, a//b", "%252F, %2F"
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
        assertThat(application.get("/api/views/readings/k001", "If-None-Match", etag).statusCode()).isEqualTo(200);
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
    @ValueSource(strings = {"/api/views/readings?min-position=2000", "/api/views/readings/k001?min-position=2000"})
    void a_query_does_not_wait_for_ever(String path) throws Exception {
        var response = application.get(path);
        assertProblem(response, 503, "position-not-reached");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void all_rows_come_as_csv_however_many_pages_that_takes() throws Exception {
        for (int i = 250; i < 1250; i++) {
            put("k%04d".formatted(i), "pump-0", i, "plain");
        }
        views.pages.set(0);
        var response = application.get("/api/views/readings?format=csv&sort=value");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(response.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"readings.csv\"");
        var lines = List.of(response.body().split("\r\n"));
        assertThat(lines).hasSize(1251).startsWith(
                "node,time,value,text,flags", "pump-0,2026-01-01T00:00:00Z,0,plain,\"[\"\"a\"\",\"\"b\"\"]\"");
        assertThat(views.pages.get()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`\"a,b\"` | `\"a,b\"`", "`\"say \\\"x\\\"\"` | `\"say \"\"x\"\"\"`", "`\"two\\nlines\"` | `\"two\nlines\"`",
        "`\"=1+1\"` | `'=1+1`", "`\"@x\"` | `'@x`", "`\"-1/50\"` | `-1/50`", "`\"-1+1\"` | `'-1+1`", "`null` | ``",
        "`-1.50` | `-1.50`", "`true` | `true`", "`{\"a\":1}` | `\"{\"\"a\"\":1}\"`"
    })
    void a_csv_cell_means_what_the_row_says(String json, String cell) throws Exception {
        views.rows.clear();
        put("k", "n", 1, json);
        var body = application.get("/api/views/readings", "Accept", "text/csv").body();
        assertThat(body).endsWith("\r\nn,2026-01-01T00:00:00Z,1," + cell + ",\"[\"\"a\"\",\"\"b\"\"]\"\r\n");
    }

    @Test
    void all_rows_come_as_lines() throws Exception {
        var response = application.get("/api/views/readings?node=pump-3", "Accept", "application/x-ndjson");
        assertThat(lines(response)).hasSize(50).first().isEqualTo(views.rows.get("k003"));
    }

    @Test
    void a_download_that_cannot_begin_is_a_problem() throws Exception {
        assertProblem(application.get("/api/views/readings?format=csv&after=zzz"), 400, "cursor-malformed");
        assertProblem(application.get("/api/views/readings", "Accept", "image/png"), 406, "not-acceptable");
        assertProblem(application.get("/api/views/readings", "Accept", "///"), 400, "accept-malformed");
        assertThat(application.get("/api/views/readings", "Accept", "text/html, */*;q=0.8").statusCode())
                .isEqualTo(200);
    }
}
