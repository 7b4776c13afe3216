package dev.lekha.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.edge.http.Callers;
import dev.lekha.edge.http.CallersOf;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class KafkaConfigurationTest {
    private static final String NOBODY_THERE = "lekha.kafka.bootstrap-servers=127.0.0.1:1";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withInitializer(context ->
                            context.getBeanFactory()
                                    .setConversionService(new ApplicationConversionService()))
                    .withUserConfiguration(
                            Core.class,
                            KafkaConfiguration.class,
                            FeedConfiguration.class,
                            InboundConfiguration.class);

    @TempDir static Path folder;

    @Configuration(proxyBeanMethods = false)
    static class Core {
        private final ScriptedCommands platform = new ScriptedCommands();

        @Bean(destroyMethod = "close")
        WrittenLog written() throws IOException {
            return new WrittenLog(folder.resolve(String.valueOf(System.nanoTime())));
        }

        @Bean
        Log log(WrittenLog written) {
            return written.reader();
        }

        @Bean
        Commands commands() {
            return platform::send;
        }

        @Bean
        Callers callers() {
            return CallersOf.authenticator(platform);
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }
    }

    @Test
    void nothing_runs_where_no_brokers_are_named() {
        application.run(context ->
                assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Feed.class)
                        .doesNotHaveBean(CommandIntake.class)
                        .doesNotHaveBean(KafkaHealth.class));
    }

    @Test
    void brokers_need_not_be_there_yet_and_health_says_that_they_are_not() {
        application
                .withPropertyValues(
                        NOBODY_THERE,
                        "lekha.kafka.request-timeout=1s",
                        "lekha.kafka.client.metadata.max.age.ms=60000")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(Feed.class);
                    var health = context.getBean(KafkaHealth.class).health();
                    assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
                    assertThat(health.getDetails()).containsKeys("feed", "feed lag", "commands");
                });
    }

    @Test
    void each_way_can_be_left_out() {
        application
                .withPropertyValues(
                        NOBODY_THERE,
                        "lekha.kafka.request-timeout=1s",
                        "lekha.kafka.feed.enabled=false")
                .run(context ->
                        assertThat(context)
                                .doesNotHaveBean(Feed.class)
                                .hasSingleBean(CommandIntake.class));
        application
                .withPropertyValues(
                        NOBODY_THERE,
                        "lekha.kafka.request-timeout=1s",
                        "lekha.kafka.commands.enabled=false")
                .run(context ->
                        assertThat(context)
                                .hasSingleBean(Feed.class)
                                .doesNotHaveBean(CommandIntake.class));
    }

    @Test
    void settings_that_cannot_be_meant_stop_the_start() {
        application
                .withPropertyValues("lekha.kafka.bootstrap-servers=")
                .run(context -> assertThat(context).hasFailed());
        application
                .withPropertyValues(NOBODY_THERE, "lekha.kafka.feed.batch-events=0")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void what_kafkas_own_clients_are_told_reaches_them() {
        application
                .withPropertyValues(
                        NOBODY_THERE,
                        "lekha.kafka.request-timeout=1s",
                        "lekha.kafka.client.security.protocol=SASL_SSL",
                        "lekha.kafka.feed.enabled=false",
                        "lekha.kafka.commands.enabled=false")
                .run(context ->
                        assertThat(context.getBean(KafkaProperties.class).clientSettings())
                                .containsEntry("security.protocol", "SASL_SSL")
                                .containsEntry("bootstrap.servers", "127.0.0.1:1"));
    }
}
