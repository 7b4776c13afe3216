package dev.lekha.edge.provisioning;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on imports, under {@code lekha.imports}.
 *
 * @param sizeLimit largest file; more is answered with 413
 * @param uploadTime how long a client may take to send it; then 408
 * @param atOnce imports that this process decides at the same time; beyond it 503
 * @param kept files of imports that are not finished; beyond it 503
 */
@ConfigurationProperties("lekha.imports")
public record ImportSettings(
        @DefaultValue("256MB") DataSize sizeLimit,
        @DefaultValue("10m") Duration uploadTime,
        @DefaultValue("4") int atOnce,
        @DefaultValue("20") int kept) {}
