package dev.lekha.edge.provisioning;

import dev.lekha.edge.Door;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the door of files; those of imports that are not finished lie in the data folder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
class ProvisioningConfiguration {
    @Bean
    Imports imports(
            @Value("${lekha.data:data}") Path data,
            Commands commands,
            InstantSource clock,
            Log log,
            ImportSettings settings,
            MeterRegistry meters) {
        return new Imports(
                data.resolve("imports"), new Asking(commands, clock), log, settings, meters);
    }

    @Bean
    Door uploads(Imports imports) {
        return new Door(imports::open, imports::close);
    }
}
