package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of two tenants, called alike, on the one broker. */
class TenantTopicsTest {
    private static final int NOT_AUTHORIZED = 0x87;
    private static final long PATIENCE_MILLIS = 20_000;
    private static final byte[] PACK = "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1}]".getBytes(UTF_8);

    @TempDir static Path folder;

    private static TwoTenants tenants;
    private static MqttAsyncClient acme;
    private static MqttAsyncClient other;

    @BeforeAll
    static void start() throws Exception {
        tenants = new TwoTenants(folder);
        tenants.node("other", "pump-1");
        // The same client id too: neither may end the other's session.
        acme = connected("acme/pump-1", "one");
        other = connected("other/pump-1", "one");
    }

    @AfterAll
    static void stop() throws MqttException {
        for (var client : List.of(acme, other)) {
            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
            client.close();
        }
        tenants.close();
    }

    private static MqttAsyncClient connected(String credential, String id) throws MqttException {
        var client = new MqttAsyncClient(tenants.platform.mqtt.toString(), id, null);
        var options = new MqttConnectionOptions();
        options.setUserName(credential);
        options.setPassword(TwoTenants.SECRET.getBytes(UTF_8));
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        return client;
    }

    private static int publish(MqttAsyncClient client, String topic) throws MqttException {
        var token = client.publish(topic, new MqttMessage(PACK, 1, false, null));
        token.waitForCompletion(PATIENCE_MILLIS);
        return token.getReasonCodes()[0];
    }

    private static int subscribe(String filter) throws MqttException {
        var token = other.subscribe(new MqttSubscription(filter, 1));
        try {
            token.waitForCompletion(PATIENCE_MILLIS);
            return token.getReasonCodes()[0];
        } catch (MqttException refused) {
            return refused.getReasonCode();
        }
    }

    @Test
    @Requirement("7.7")
    void a_device_reports_as_itself_in_its_own_tenant_only() throws Exception {
        for (var topic :
                List.of(
                        "tenants/acme/devices/pump-1/reports",
                        "tenants/default/devices/pump-1/reports",
                        "devices/pump-1/reports")) {
            assertThat(publish(other, topic)).as(topic).isEqualTo(NOT_AUTHORIZED);
        }
        assertThat(publish(acme, "tenants/acme/devices/pump-1/reports")).isLessThan(0x80);
        assertThat(tenants.acme("/api/views/latest-readings").body()).contains("energy");
        assertThat(tenants.other("/api/views/latest-readings").body()).doesNotContain("energy");
        assertThat(tenants.other("/api/views/refused-input").body())
                .contains("topic-not-permitted");
        assertThat(tenants.acme("/api/views/refused-input").body())
                .doesNotContain("topic-not-permitted");
    }

    @Test
    @Requirement("7.7")
    void a_device_listens_to_its_own_topics_only() throws Exception {
        assertThat(subscribe("tenants/other/devices/pump-1/commands")).isLessThan(0x80);
        for (var filter :
                List.of(
                        "#",
                        "tenants/#",
                        "tenants/+/devices/pump-1/#",
                        "tenants/acme/devices/pump-1/commands",
                        "devices/pump-1/commands",
                        "devices/+/#",
                        "+/acme/devices/pump-1/commands",
                        "$share/s/tenants/acme/devices/pump-1/commands")) {
            assertThat(subscribe(filter)).as(filter).isGreaterThanOrEqualTo(0x80);
        }
    }

    @Test
    void devices_that_call_themselves_alike_stay_connected_side_by_side() throws Exception {
        assertThat(publish(acme, "tenants/acme/devices/pump-1/reports")).isLessThan(0x80);
        assertThat(publish(other, "tenants/other/devices/pump-1/reports")).isLessThan(0x80);
        assertThat(acme.isConnected()).isTrue();
        assertThat(other.isConnected()).isTrue();
    }
}
