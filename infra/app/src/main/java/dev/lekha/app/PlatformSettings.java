package dev.lekha.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Settings of the core, {@code lekha.*}. Those of the doors are {@code lekha.http.*}, {@code
 * lekha.query.*} and {@code lekha.mqtt.*}.
 *
 * @param data the data folder
 * @param store where the log, views and positions are kept: empty for the data folder, or {@code
 *     mongodb://…/database}
 * @param roles what this process does of the platform's work
 * @param attempts how often a command is decided anew when others change what it depends on
 * @param inFlight how many commands may be under way at once; further ones are answered "busy"
 * @param cachedStates how many folded states are kept in memory
 * @param domain in which this process hears devices, kept with every report; empty: none of a name
 * @param clockOffset how far this process's clock is ahead, behind where negative; for drills only
 */
@ConfigurationProperties("lekha")
public record PlatformSettings(
        @DefaultValue("data") Path data,
        @DefaultValue("") String store,
        @DefaultValue({"edge", "command", "projections", "query"}) Set<ProcessRole> roles,
        @DefaultValue("32") int attempts,
        @DefaultValue("8192") int inFlight,
        @DefaultValue("100000") long cachedStates,
        @DefaultValue("") String domain,
        @DefaultValue("0s") Duration clockOffset) {
    /** Read before anything is made of the settings. */
    static Set<ProcessRole> roles(Environment environment) {
        return Binder.get(environment)
                .bind("lekha.roles", Bindable.setOf(ProcessRole.class))
                .orElse(EnumSet.allOf(ProcessRole.class));
    }
}
