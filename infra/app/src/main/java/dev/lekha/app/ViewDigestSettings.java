package dev.lekha.app;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How digests of the views are published, under {@code lekha.evidence.views}.
 *
 * @param every how often; what has not changed since is not told again
 * @param revision of the code, as an auditor finds it again: a commit or a release
 */
@ConfigurationProperties("lekha.evidence.views")
public record ViewDigestSettings(
        @DefaultValue("1h") Duration every, @DefaultValue("") String revision) {
    public ViewDigestSettings {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("lekha.evidence.views.every is longer than nothing");
        }
    }
}
