package dev.lekha.edge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.edge.Door;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class MqttConfigurationTest {
    @TempDir Path data;

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withInitializer(context ->
                            context.getBeanFactory()
                                    .setConversionService(new ApplicationConversionService()))
                    .withUserConfiguration(Core.class, MqttConfiguration.class);

    @Configuration(proxyBeanMethods = false)
    static class Core {
        private final StandInPlatform platform = new StandInPlatform();

        @Bean
        Commands commands() {
            return platform::send;
        }

        @Bean
        Authenticator authenticator() {
            return platform;
        }

        @Bean
        Log log() {
            return new EmptyLog();
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
    void the_embedded_broker_opens_with_the_application_and_keeps_its_data_where_it_is_told() {
        application
                .withPropertyValues(
                        "lekha.mqtt.host=127.0.0.1", "lekha.mqtt.port=0", "lekha.mqtt.data=" + data)
                .run(context -> {
                    assertThat(context)
                            .hasSingleBean(EmbeddedBroker.class)
                            .doesNotHaveBean(ExternalBroker.class);
                    assertThat(connect(context.getBean(EmbeddedBroker.class))).isZero();
                    assertThat(data.resolve("broker")).isNotEmptyDirectory();
                });
    }

    @Test
    void an_external_broker_need_not_be_there_yet() {
        application
                .withPropertyValues("lekha.mqtt.mode=external", "lekha.mqtt.uri=tcp://127.0.0.1:1")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedBroker.class);
                    assertThat(context.getBean(ExternalBroker.class).connected()).isFalse();
                });
    }

    @Test
    void a_tls_bundle_that_is_not_there_is_named_at_the_start() {
        application
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues(
                        "lekha.mqtt.mode=external",
                        "lekha.mqtt.uri=ssl://127.0.0.1:1",
                        "lekha.mqtt.ssl-bundle=missing")
                .run(context ->
                        assertThat(context)
                                .hasFailed()
                                .getFailure()
                                .hasStackTraceContaining("'missing'"));
    }

    @Test
    void there_is_no_broker_when_it_is_off() {
        application
                .withPropertyValues("lekha.mqtt.mode=off")
                .run(context ->
                        assertThat(context)
                                .hasNotFailed()
                                .hasSingleBean(Reports.class)
                                .doesNotHaveBean(Door.class));
    }

    @Test
    void a_limit_of_nothing_is_refused_at_the_start() {
        application
                .withPropertyValues("lekha.mqtt.max-rate=0")
                .run(context -> assertThat(context).hasFailed());
    }

    private static int connect(EmbeddedBroker broker) throws IOException {
        try (Mqtt311Client client = new Mqtt311Client(broker.port())) {
            return client.connect("c", "pump-1", "secret-1");
        }
    }
}
