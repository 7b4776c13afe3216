package dev.lekha.edge.mqtt;

import static dev.lekha.edge.mqtt.EmbeddedBrokerTest.PACK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsListenerTest {
    private static final String PASSWORD = "changeit";

    @TempDir Path data;

    @Test
    void a_device_reports_over_tls() throws Exception {
        Path keys = keys();
        Map<String, String> settings =
                Map.of("tls.keystore", keys.toString(), "tls.password", PASSWORD, "tls.port", "0");
        try (OpenDoor door = new OpenDoor(data, settings)) {
            String uri = "ssl://localhost:" + door.broker.tlsPort();
            MqttAsyncClient client = new MqttAsyncClient(uri, "c", new MemoryPersistence());
            client.connect(trusting(keys)).waitForCompletion(10_000);
            IMqttToken sent = client.publish("devices/pump-1/reports", PACK, 1, false);
            sent.waitForCompletion(5_000);
            assertThat(sent.getReasonCodes()).containsExactly(0);
            client.disconnect().waitForCompletion(5_000);
            client.close(true);
        }
    }

    private static MqttConnectionOptions trusting(Path keys) {
        Properties tls = new Properties();
        tls.setProperty("com.ibm.ssl.trustStore", keys.toString());
        tls.setProperty("com.ibm.ssl.trustStorePassword", PASSWORD);
        tls.setProperty("com.ibm.ssl.trustStoreType", "PKCS12");
        MqttConnectionOptions options = OpenDoor.options("pump-1", "secret-1");
        options.setSSLProperties(tls);
        return options;
    }

    /** A key and its certificate, in a store that serves both sides. */
    private Path keys() throws IOException, InterruptedException {
        Path keys = data.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "lekha",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                keys.toString())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isZero();
        return keys;
    }
}
