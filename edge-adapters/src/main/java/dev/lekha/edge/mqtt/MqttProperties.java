package dev.lekha.edge.mqtt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the MQTT door, {@code lekha.mqtt.*}.
 *
 * @param mode {@code embedded} (a broker inside this process), {@code external} (somebody else's)
 *     or {@code off}
 * @param host address that the embedded broker listens on
 * @param port its port without TLS; 0 picks a free one, -1 opens none
 * @param data its folder: sessions and subscriptions of devices, nothing that the log does not
 *     outlive
 * @param keepSessions whether sessions outlive a restart; if not, the broker keeps them in memory
 *     and starts faster
 * @param tls its listener with TLS
 * @param uri the external broker: {@code tcp://host:1883} or {@code ssl://host:8883}
 * @param clientId how the platform calls itself there; one name for each process
 * @param username for the external broker, or empty
 * @param password for the external broker, or empty
 * @param sslBundle which of {@code spring.ssl.bundle} says whom to trust there; empty: as the JVM
 * @param maxPayload the largest payload of a report; packets may be four times as large, so that
 *     what is somewhat too large can still be answered and recorded; beyond, the broker cuts the
 *     connection
 * @param maxRecords the most records of one pack
 * @param maxInFlight how many reports are worked on at once, from all devices; others wait
 * @param receiveMaximum how many unanswered messages one device may have (MQTT 5, 3.1.2.11.3); from
 *     a device that has more, or that speaks MQTT 3.1.1 and knows no such limit, nothing more is
 *     read until some are answered
 * @param maxRate reports a second from one connection; beyond, they wait
 * @param patience how long to try storing one report before the device is told "not now"
 * @param shutdownGrace how long a stop waits for what is in flight
 */
@ConfigurationProperties("lekha.mqtt")
public record MqttProperties(
        @DefaultValue("embedded") Mode mode,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("1883") int port,
        @DefaultValue("data/mqtt") Path data,
        @DefaultValue("false") boolean keepSessions,
        @DefaultValue Tls tls,
        @DefaultValue("tcp://localhost:1883") String uri,
        @DefaultValue("lekha") String clientId,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String sslBundle,
        @DefaultValue("64KB") DataSize maxPayload,
        @DefaultValue("1000") int maxRecords,
        @DefaultValue("4096") int maxInFlight,
        @DefaultValue("100") int receiveMaximum,
        @DefaultValue("5000") int maxRate,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("10s") Duration shutdownGrace) {

    /** Whose broker the devices connect to. */
    public enum Mode {
        EMBEDDED,
        EXTERNAL,
        OFF
    }

    /**
     * The embedded broker's listener with TLS.
     *
     * @param keystore path of a JKS or PKCS#12 file; empty opens no such listener
     * @param password of the keystore
     * @param keyPassword of the private key in it
     * @param port 0 picks a free one
     * @param clientCertificates whether devices may show a certificate instead of a secret
     */
    public record Tls(
            @DefaultValue("") String keystore,
            @DefaultValue("") String password,
            @DefaultValue("") String keyPassword,
            @DefaultValue("8883") int port,
            @DefaultValue("false") boolean clientCertificates) {}

    public MqttProperties {
        if (maxInFlight < 1 || receiveMaximum < 1 || maxRate < 1 || maxRecords < 1) {
            throw new IllegalArgumentException("lekha.mqtt: every limit is at least 1");
        }
    }

    /**
     * Settings by name without the prefix, {@code port}, {@code max-rate}; for use without Spring.
     */
    public static MqttProperties of(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("", MqttProperties.class);
    }

    public Reports.Limits limits() {
        return new Reports.Limits((int) maxPayload.toBytes(), maxRecords, patience);
    }
}
