package dev.lekha.query;

import static dev.lekha.query.Reader.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(60)
class LiveDoorTest {
    private ConfigurableApplicationContext platform;
    private GeneratedLog log;
    private Reader auditor;

    @BeforeEach
    void start() {
        platform =
                new SpringApplicationBuilder(ReadersUnderTest.class)
                        .properties(
                                "server.port=0",
                                "spring.threads.virtual.enabled=true",
                                "lekha.query.heartbeat=100ms",
                                "lekha.query.subscribers=2")
                        .run();
        log = platform.getBean(GeneratedLog.class);
        log.growTo(10);
        auditor =
                new Reader(
                        ((WebServerApplicationContext) platform).getWebServer().getPort(),
                        "auditor");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void what_happens_is_told_as_it_happens() throws Exception {
        try (var events = auditor.open("/api/log/live")) {
            await().until(() -> log.open.get() == 1);
            log.growTo(11);
            assertThat(next(events)).isEqualTo("id:11");
            assertThat(next(events)).startsWith("data:{\"position\":11,");
            log.growTo(12);
            assertThat(next(events)).isEqualTo("id:12");
        }
        await().until(() -> log.open.get() == 0);
    }

    @Test
    void a_subscriber_resumes_behind_what_it_saw_last() throws Exception {
        try (var events = auditor.open("/api/log/live?after=2", "Last-Event-ID", "8")) {
            assertThat(next(events)).isEqualTo("id:9");
        }
        try (var events = auditor.open("/api/log/live?after=2&type=charging.UsageRated")) {
            assertThat(next(events)).isEqualTo("id:3");
            assertThat(next(events)).startsWith("data:");
            assertThat(next(events)).isEqualTo("id:6");
        }
    }

    @Test
    void while_nothing_happens_a_subscriber_hears_that_the_line_stands() throws Exception {
        try (var events = auditor.open("/api/log/live")) {
            for (int beats = 0; beats < 3; beats++) {
                assertThat(events.readLine()).isEqualTo(":");
                assertThat(events.readLine()).isEmpty();
            }
        }
    }

    @Test
    void there_are_only_so_many_subscribers() throws Exception {
        try (var first = auditor.open("/api/log/live");
                var second = auditor.open("/api/log/live")) {
            assertThat(first.readLine() + second.readLine()).isEqualTo("::");
            assertProblem(auditor.get("/api/log/live"), 503, "too-many-subscribers");
        }
        await().until(() -> log.open.get() == 0);
        auditor.open("/api/log/live").close();
    }

    @Test
    void what_cannot_be_resumed_is_refused() throws Exception {
        assertProblem(
                auditor.get("/api/log/live", "Last-Event-ID", "x"), 400, "number-out-of-range");
        assertProblem(auditor.get("/api/log/live?since=3"), 400, "parameter-unknown");
    }

    @Test
    void when_the_platform_stops_the_streams_end_and_nobody_is_waited_for() throws Exception {
        try (var events = auditor.open("/api/log/live")) {
            await().until(() -> log.open.get() == 1);
            long start = System.nanoTime();
            platform.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(events.lines().filter(line -> line.startsWith("id:")))
                    .isEmpty(); // and so it has ended
            assertThat(log.open.get()).isZero();
        }
    }

    /** The next line that is neither a comment nor empty. */
    private static String next(BufferedReader events) throws IOException {
        var line = events.readLine();
        while (line.isEmpty() || line.startsWith(":")) {
            line = events.readLine();
        }
        return line;
    }
}
