package dev.lekha.app;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the core, {@code lekha.*}. Those of the doors are {@code lekha.http.*}, {@code
 * lekha.query.*} and {@code lekha.mqtt.*}.
 *
 * @param data the data folder
 * @param attempts how often a command is decided anew when others change what it depends on
 * @param inFlight how many commands may be under way at once; further ones are answered "busy"
 * @param cachedStates how many folded states are kept in memory
 */
@ConfigurationProperties("lekha")
public record PlatformSettings(
        @DefaultValue("data") Path data,
        @DefaultValue("32") int attempts,
        @DefaultValue("8192") int inFlight,
        @DefaultValue("100000") long cachedStates) {}
