package dev.lekha.edge.mqtt;

import com.hivemq.configuration.service.FullConfigurationService;
import com.hivemq.configuration.service.MqttConfigurationService;
import com.hivemq.configuration.service.PersistenceConfigurationService.PersistenceMode;
import com.hivemq.configuration.service.entity.TcpListener;
import com.hivemq.configuration.service.entity.Tls;
import com.hivemq.configuration.service.entity.TlsTcpListener;
import com.hivemq.configuration.service.impl.ConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.MqttConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.PersistenceConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.RestrictionsConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.SecurityConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.listener.ListenerConfigurationService;
import com.hivemq.configuration.service.impl.listener.ListenerConfigurationServiceImpl;
import com.hivemq.statistics.UsageStatisticsConfigImpl;
import java.util.List;

/**
 * Our settings in the broker's own terms; said in code, so that no keystore password lies about in
 * a file.
 */
final class BrokerSettings {
    /** Messages queued for an absent subscriber; the broker's default of 1000 drops QoS 1. */
    private static final long MAX_QUEUED = 100_000;

    private static final int PACKET_PER_PAYLOAD = 4;

    private BrokerSettings() {}

    static FullConfigurationService of(MqttProperties properties) {
        UsageStatisticsConfigImpl statistics = new UsageStatisticsConfigImpl();
        statistics.setEnabled(false);
        ConfigurationServiceImpl settings =
                new ConfigurationServiceImpl(
                        new ListenerConfigurationServiceImpl(),
                        new MqttConfigurationServiceImpl(),
                        new RestrictionsConfigurationServiceImpl(),
                        new SecurityConfigurationServiceImpl(),
                        statistics,
                        new PersistenceConfigurationServiceImpl());
        listeners(properties, settings.listenerConfiguration());
        settings.persistenceConfigurationService()
                .setMode(
                        properties.keepSessions()
                                ? PersistenceMode.FILE
                                : PersistenceMode.IN_MEMORY);
        MqttConfigurationService mqtt = settings.mqttConfiguration();
        mqtt.setServerReceiveMaximum(properties.receiveMaximum());
        mqtt.setMaxPacketSize((int) properties.maxPayload().toBytes() * PACKET_PER_PAYLOAD);
        mqtt.setMaxQueuedMessages(MAX_QUEUED);
        mqtt.setRetainedMessagesEnabled(false);
        return settings;
    }

    private static void listeners(
            MqttProperties properties, ListenerConfigurationService listeners) {
        if (properties.port() >= 0) {
            listeners.addListener(new TcpListener(properties.port(), properties.host(), "mqtt"));
        }
        MqttProperties.Tls tls = properties.tls();
        if (!tls.keystore().isEmpty()) {
            listeners.addListener(
                    new TlsTcpListener(tls.port(), properties.host(), keys(tls), "mqtts"));
        }
    }

    private static Tls keys(MqttProperties.Tls tls) {
        return new Tls.Builder()
                .withKeystorePath(tls.keystore())
                .withKeystoreType(tls.keystore().endsWith(".jks") ? "JKS" : "PKCS12")
                .withKeystorePassword(tls.password())
                .withPrivateKeyPassword(
                        tls.keyPassword().isEmpty() ? tls.password() : tls.keyPassword())
                .withTruststorePath("")
                .withTruststorePassword("")
                .withTruststoreType("JKS")
                .withClientAuthMode(
                        tls.clientCertificates()
                                ? Tls.ClientAuthMode.OPTIONAL
                                : Tls.ClientAuthMode.NONE)
                .withProtocols(List.of("TLSv1.3", "TLSv1.2"))
                .withCipherSuites(List.of())
                .withHandshakeTimeout(10_000)
                .build();
    }
}
