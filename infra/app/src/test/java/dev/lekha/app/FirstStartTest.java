package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.axonframework.common.configuration.AxonConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first keys of two processes that share a log and are begun at the same moment. */
class FirstStartTest {
    @TempDir static Path folder;
    private static RunningPlatform platform;

    @BeforeAll
    static void one_process_has_made_its_key() throws IOException {
        platform = new RunningPlatform(folder.resolve("one"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void the_key_of_the_one_that_came_second_is_not_kept() throws Exception {
        start("two", unheard(platform.context.getBean(Log.class)));
        assertThat(folder.resolve("two/operator.key")).doesNotExist();
        assertThat(platform.get("/actuator/followers", platform.operator).statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_key_in_force_is_kept_when_it_is_asked_for_again() throws Exception {
        var file = folder.resolve("again/operator.key");
        Files.createDirectories(file.getParent());
        Files.writeString(file, platform.operator + "\n");
        start("again", platform.context.getBean(Log.class));
        assertThat(file).content().isEqualTo(platform.operator + "\n");
    }

    private static void start(String name, Log log) {
        var settings =
                new PlatformSettings(
                        folder.resolve(name),
                        "",
                        EnumSet.allOf(ProcessRole.class),
                        32,
                        100,
                        100,
                        "",
                        Duration.ZERO);
        new FirstStart(
                        settings,
                        platform.context.getBean(AxonConfiguration.class),
                        log,
                        platform.context.getBean(EventCatalogue.class),
                        Clock.systemUTC())
                .ensureOperator();
    }

    /** To one that does not wait it is empty: what the other has appended is not heard of yet. */
    private static Log unheard(Log log) {
        return new Log() {
            @Override
            public long head() {
                return log.head();
            }

            @Override
            public long lastBefore(Instant at) {
                return log.lastBefore(at);
            }

            @Override
            public Cursor after(long position, Filter filter) {
                var cursor = log.after(position, filter);
                return new Cursor() {
                    @Override
                    public Optional<Stored> next(Duration wait) {
                        return wait.isPositive() ? cursor.next(wait) : Optional.empty();
                    }

                    @Override
                    public void close() {
                        cursor.close();
                    }
                };
            }
        };
    }
}
