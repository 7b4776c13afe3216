package dev.lekha.query;

import static dev.lekha.query.Reader.assertProblem;
import static dev.lekha.query.Reader.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
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
        properties = {
            "spring.threads.virtual.enabled=true",
            "lekha.http.connection.timeout=2s",
            "lekha.query.downloads=2"
        })
class LogDoorTest {
    private static final long ENDLESS = 50_000_000;

    @LocalServerPort int port;
    @Autowired GeneratedLog log;
    Reader auditor;

    @BeforeEach
    void fill() {
        auditor = new Reader(port, "auditor");
        log.growTo(30);
        log.pulled.set(0);
    }

    @Test
    void an_event_is_a_line_with_its_body_as_it_was_stored() throws Exception {
        var response = auditor.get("/api/log?from=3&to=3");
        assertThat(response.body())
                .isEqualTo(
                        "{\"position\":3,\"id\":\"e-3\",\"recordedAt\":\"2026-01-01T00:00:03Z\","
                                + "\"type\":\"charging.UsageRated\",\"version\":\"1.0.0\","
                                + "\"tags\":[\"node=urn:pump:3\",\"rqi=pump/3\"],"
                                + "\"metadata\":{\"actor\":\"app.1\",\"tenant\":\"default\"},\"body\":{\"n\": 3.0}}\n");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/x-ndjson");
        assertThat(response.headers().firstValue("Lekha-Position")).contains("3");
    }

    @ParameterizedTest
    @CsvSource({
        "since=2026-01-01T00:00:07Z&until=2026-01-01T00:00:09.5Z, 7 8 9",
        "since=2026-01-01T00:00:28.5Z&from=3, 29 30",
        "until=2026-01-01T00:00:05Z&tag=node:urn:pump:3, 3",
        "actor=app.1&to=2, 1 2",
        "actor=app.2, ''",
        "id=e-17, 17"
    })
    void events_are_found_by_time_actor_and_id(String question, String positions) throws Exception {
        var found =
                lines(auditor.get("/api/log?" + question)).stream()
                        .map(line -> Json.MAPPER.readTree(line).path("position").asString())
                        .toList();
        assertThat(String.join(" ", found)).isEqualTo(positions);
    }

    @Test
    void a_time_that_is_none_is_refused() throws Exception {
        assertProblem(auditor.get("/api/log?since=yesterday"), 400, "time-malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 30",
        "from=11, 20",
        "from=11&to=20, 10",
        "to=5, 5",
        "to=0, 0",
        "from=31, 0",
        "from=9&to=4, 0",
        "to=99, 30",
        "type=charging.UsageRated, 10",
        "type=charging.UsageRated&type=reporting.ReportAccepted, 30",
        "type=none, 0",
        "tag=node=urn:pump:3, 3",
        "tag=node:urn:pump:3, 3",
        "tag=node:urn:pump:3&tag=rqi=pump/13, 1",
        "from=4&tag=node:urn:pump:3&type=reporting.ReportAccepted, 2"
    })
    void a_stretch_of_the_log_comes_by_position_type_and_tag(String query, int events)
            throws Exception {
        assertThat(lines(auditor.get("/api/log?" + query))).hasSize(events);
    }

    @ParameterizedTest
    @CsvSource({
        "from=0, number-out-of-range",
        "from=x, number-out-of-range",
        "to=-1, number-out-of-range",
        "tag=node, tag-malformed",
        "tag==x, tag-malformed",
        "form=3, parameter-unknown",
        "from=1&from=2, parameter-repeated"
    })
    void what_cannot_be_asked_is_refused(String query, String code) throws Exception {
        assertProblem(auditor.get("/api/log?" + query), 400, code);
    }

    @Test
    void the_log_is_for_auditors_and_operators() throws Exception {
        for (var path : new String[] {"/api/log", "/api/log/head", "/api/log/live"}) {
            assertProblem(new Reader(port, "application").get(path), 403, "log-forbidden");
            assertProblem(new Reader(port, "auditor+charging").get(path), 403, "log-forbidden");
        }
        assertThat(new Reader(port, "operator").get("/api/log/head").body())
                .isEqualTo("{\"position\":30}");
        assertThat(new Reader(port, "auditor+log").get("/api/log").statusCode()).isEqualTo(200);
    }

    @Test
    void a_large_log_is_read_no_faster_than_it_is_taken() throws Exception {
        log.growTo(ENDLESS);
        try (var lines = auditor.open("/api/log")) {
            for (long i = 1; i <= 100_000; i++) {
                assertThat(lines.readLine()).startsWith("{\"position\":" + i + ",");
            }
            // Whatever the sockets and the client hold, it is a sliver of what there is.
            var seen = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> seen.getAndSet(log.pulled.get()) == log.pulled.get());
            assertThat(log.pulled.get()).isLessThan(ENDLESS / 20);
        }
        await().until(() -> log.open.get() == 0);
    }

    @Test
    void a_client_that_stops_reading_is_cut_off_and_holds_nothing() throws Exception {
        log.growTo(ENDLESS);
        try (var socket = stuck()) {
            await().until(() -> log.open.get() == 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> log.open.get() == 0);
            assertThat(socket.isClosed()).isFalse();
            assertThat(log.pulled.get()).isLessThan(ENDLESS / 20);
        }
    }

    @Test
    void half_an_answer_is_not_taken_for_a_whole_one() throws Exception {
        log.growTo(ENDLESS);
        log.breaksAt = 1000;
        try (var lines = auditor.open("/api/log")) {
            assertThatThrownBy(() -> lines.lines().count())
                    .isInstanceOf(UncheckedIOException.class);
        } finally {
            log.breaksAt = Long.MAX_VALUE;
        }
        assertThat(log.open.get()).isZero();
    }

    @Test
    void a_stream_has_no_head_request() throws Exception {
        for (var path : new String[] {"/api/log", "/api/log/live"}) {
            var head = auditor.request(path).HEAD().build();
            var response = auditor.http().send(head, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET");
        }
    }

    @Test
    void only_so_many_downloads_run_at_once() throws Exception {
        log.growTo(ENDLESS);
        try (var _ = stuck();
                var _ = stuck()) {
            await().until(() -> log.open.get() == 2);
            var refused = auditor.get("/api/log?to=1");
            assertProblem(refused, 503, "too-many-downloads");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
        await().until(() -> log.open.get() == 0);
    }

    /** Asks for everything and takes nothing. */
    private Socket stuck() throws IOException {
        var socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write(
                        "GET /api/log HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer lk.auditor.secret\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
