package dev.lekha.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever comes, the answer is a yes, or a no that a client can read. */
@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.threads.virtual.enabled=true", "lekha.http.body-limit=4KB"})
class FuzzTest {
    private static final int REQUESTS = 1_500;
    private static final List<String> PATHS =
            List.of(
                    "/api/commands/devices/RetireDevice",
                    "/api/commands/devices",
                    "/api/ping",
                    "/openapi.json",
                    "/docs",
                    "/docs/start.js",
                    "/actuator/health",
                    "/actuator/prometheus",
                    "/error",
                    "/api/commands//x",
                    "/",
                    "");
    private static final List<String> METHODS =
            List.of(
                    "GET",
                    "POST",
                    "PUT",
                    "DELETE",
                    "PATCH",
                    "HEAD",
                    "OPTIONS",
                    "TRACE",
                    "PROPFIND");
    private static final List<String> HEADERS =
            List.of(
                    "Authorization",
                    "Content-Type",
                    "Accept",
                    "Idempotency-Key",
                    "Content-Digest",
                    "If-None-Match",
                    "Range",
                    "Accept-Encoding",
                    "X-Forwarded-For",
                    "Cookie",
                    "Origin",
                    "Accept-Language",
                    "X-HTTP-Method-Override");
    private static final List<String> VALUES =
            List.of(
                    "application/json",
                    "application/json;charset=utf-16",
                    "text/html",
                    "*/*",
                    "a/b;q=2",
                    "multipart/form-data",
                    "application/x-www-form-urlencoded",
                    "\"",
                    "W/\"x\"",
                    "*",
                    "sha-256=:AA==:",
                    "sha-256=:AA=:",
                    ",,,",
                    "bytes=0-",
                    "Basic AAAA",
                    "Bearer x",
                    "gzip",
                    "-1",
                    "{{7*7}}",
                    "é",
                    "null");

    @LocalServerPort int port;

    @Test
    void nothing_that_comes_breaks_the_door() throws Exception {
        long seed = Long.getLong("lekha.seed", System.nanoTime());
        var random = new Random(seed);
        try (var client = new Client(port).http()) {
            for (int i = 0; i < REQUESTS; i++) {
                var request = request(random);
                var response = client.send(request, BodyHandlers.ofString());
                var what =
                        "seed "
                                + seed
                                + ", request "
                                + i
                                + ": "
                                + request
                                + " "
                                + request.headers().map()
                                + " → "
                                + response.statusCode()
                                + " "
                                + response.body();
                assertThat(response.statusCode())
                        .as(what)
                        .matches(status -> status < 500 || status == 503, "a yes or a no");
                if (response.statusCode() >= 400 && !request.method().equals("HEAD")) {
                    var type = response.headers().firstValue("Content-Type");
                    assertThat(type).as(what).contains("application/problem+json");
                    assertThat(Json.MAPPER.readTree(response.body()).path("code").asString())
                            .as(what)
                            .isNotBlank();
                }
            }
        }
    }

    private HttpRequest request(Random random) {
        var path = pick(PATHS, random) + (random.nextInt(4) == 0 ? "/" + encoded(random) : "");
        var query = random.nextInt(3) == 0 ? "?" + encoded(random) + "=" + encoded(random) : "";
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + query));
        if (random.nextInt(5) > 0) {
            request.header(
                    "Authorization", Client.key(random.nextBoolean() ? "app.1" : "operator"));
        }
        if (random.nextInt(3) > 0) {
            request.header("Content-Type", "application/json");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.header(pick(HEADERS, random), pick(VALUES, random));
        }
        return request.method(pick(METHODS, random), BodyPublishers.ofByteArray(bytes(random)))
                .build();
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(60)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = '{';
        }
        return bytes;
    }

    private static String encoded(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? String.format("%%%02X", random.nextInt(256))
                            : String.valueOf("abc.;~-_!$&'()*+,:@".charAt(random.nextInt(19))));
        }
        return new String(
                text.toString().getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
