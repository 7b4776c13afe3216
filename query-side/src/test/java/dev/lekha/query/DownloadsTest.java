package dev.lekha.query;

import static dev.lekha.query.Reader.assertProblem;
import static dev.lekha.query.Reader.json;
import static dev.lekha.query.Reader.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = ReadersUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.threads.virtual.enabled=true", "lekha.query.position-wait=300ms"})
class DownloadsTest {
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
    void all_rows_come_as_csv_however_many_pages_that_takes() throws Exception {
        for (int i = 250; i < 1250; i++) {
            put("k%04d".formatted(i), "pump-0", i, "plain");
        }
        views.pages.set(0);
        var response = application.get("/api/views/readings?format=csv&sort=value");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/csv");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"readings.csv\"");
        var lines = List.of(response.body().split("\r\n"));
        assertThat(lines)
                .hasSize(1251)
                .startsWith(
                        "node,time,value,text,flags",
                        "pump-0,2026-01-01T00:00:00Z,0,plain,\"[\"\"a\"\",\"\"b\"\"]\"");
        assertThat(views.pages.get()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"a,b\"` | `\"a,b\"`",
                "`\"say \\\"x\\\"\"` | `\"say \"\"x\"\"\"`",
                "`\"two\\nlines\"` | `\"two\nlines\"`",
                "`\"=1+1\"` | `'=1+1`",
                "`\"@x\"` | `'@x`",
                "`\"-1/50\"` | `-1/50`",
                "`\"-1+1\"` | `'-1+1`",
                "`null` | ``",
                "`-1.50` | `-1.50`",
                "`true` | `true`",
                "`{\"a\":1}` | `\"{\"\"a\"\":1}\"`"
            })
    void a_csv_cell_means_what_the_row_says(String json, String cell) throws Exception {
        views.rows.clear();
        put("k", "n", 1, json);
        var body = application.get("/api/views/readings", "Accept", "text/csv").body();
        assertThat(body)
                .endsWith(
                        "\r\nn,2026-01-01T00:00:00Z,1," + cell + ",\"[\"\"a\"\",\"\"b\"\"]\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "249, 249", "250, 250", "900, 250"})
    void a_download_may_be_limited(int limit, int rows) throws Exception {
        assertThat(lines(application.get("/api/views/readings?format=ndjson&limit=" + limit)))
                .hasSize(rows);
    }

    @Test
    void all_rows_come_as_lines() throws Exception {
        var response =
                application.get(
                        "/api/views/readings?node=pump-3", "Accept", "application/x-ndjson");
        assertThat(lines(response)).hasSize(50).first().isEqualTo(views.rows.get("k003"));
    }

    @Test
    void a_download_that_cannot_begin_is_a_problem() throws Exception {
        assertProblem(
                application.get("/api/views/readings?format=csv&after=zzz"),
                400,
                "cursor-malformed");
        assertProblem(
                application.get("/api/views/readings", "Accept", "image/png"),
                406,
                "not-acceptable");
        assertProblem(
                application.get("/api/views/readings", "Accept", "///"), 400, "accept-malformed");
        assertThat(
                        application
                                .get("/api/views/readings", "Accept", "text/html, */*;q=0.8")
                                .statusCode())
                .isEqualTo(200);
    }
}
