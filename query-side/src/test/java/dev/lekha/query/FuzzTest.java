package dev.lekha.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever is asked, the answer is rows, events, or a no that a client can read. */
@SpringBootTest(
        classes = ReadersUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.threads.virtual.enabled=true", "lekha.query.position-wait=1ms"})
class FuzzTest {
    private static final int QUESTIONS = 1_000;
    private static final List<String> PATHS =
            List.of(
                    "/api/views",
                    "/api/views/readings",
                    "/api/views/readings",
                    "/api/views/readings/",
                    "/api/views/cdrs",
                    "/api/views/x",
                    "/api/log",
                    "/api/log/head",
                    "/api/log/nothing");
    private static final List<String> NAMES =
            List.of(
                    "node",
                    "node.ge",
                    "value.prefix",
                    "time.",
                    ".eq",
                    "text",
                    "sort",
                    "limit",
                    "after",
                    "format",
                    "min-position",
                    "from",
                    "to",
                    "type",
                    "tag",
                    "%00",
                    "view",
                    "caller",
                    "class.module");
    private static final List<String> VALUES =
            List.of(
                    "node",
                    "-node",
                    "pump-1",
                    "0",
                    "1",
                    "-1",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1e3",
                    "csv",
                    "json",
                    "ndjson",
                    "c:k1",
                    "c:",
                    "node=x",
                    "node:x",
                    "=",
                    "%00",
                    "%F0%9F%92%A9",
                    "%C3%28",
                    "%22%27",
                    "");
    private static final List<String> ACCEPTED =
            List.of(
                    "*/*",
                    "text/csv",
                    "application/x-ndjson",
                    "a/b",
                    "application/json;q=0",
                    "text/*;q=2",
                    ",",
                    ";",
                    "json");

    @LocalServerPort int port;
    @Autowired GeneratedLog log;

    @Test
    void nothing_that_is_asked_breaks_the_doors() throws Exception {
        log.growTo(5);
        long seed = Long.getLong("lekha.seed", System.nanoTime());
        var random = new Random(seed);
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < QUESTIONS; i++) {
            var reader =
                    new Reader(
                            port,
                            pick(List.of("application", "auditor", "operator+log"), random),
                            http);
            var path = path(random);
            var accept = pick(ACCEPTED, random);
            var response = reader.get(path, "Accept", accept);
            var what =
                    "seed "
                            + seed
                            + ", question "
                            + i
                            + ": "
                            + path
                            + " accepting "
                            + accept
                            + " → "
                            + response.statusCode()
                            + " "
                            + response.body();
            assertThat(response.statusCode())
                    .as(what)
                    .matches(status -> status < 500 || status == 503, "yes or no");
            if (response.statusCode() >= 400) {
                assertThat(response.headers().firstValue("Content-Type"))
                        .as(what)
                        .contains("application/problem+json");
                assertThat(Json.MAPPER.readTree(response.body()).path("code").asString())
                        .as(what)
                        .isNotBlank();
            }
        }
    }

    private static String path(Random random) {
        var path = new StringBuilder(pick(PATHS, random));
        if (path.charAt(path.length() - 1) == '/') {
            path.append(pick(VALUES, random))
                    .append(pick(List.of("", "/", "%2F", ";x", "."), random));
        }
        char mark = '?';
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append(mark).append(pick(NAMES, random)).append('=').append(pick(VALUES, random));
            mark = '&';
        }
        return path.toString();
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
