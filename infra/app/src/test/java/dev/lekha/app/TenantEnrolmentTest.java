package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.devices.CertificateMaker;
import dev.lekha.devices.CertificateMaker.Order;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices with a certificate enrol into the tenant that trusts its authority, and there alone. */
class TenantEnrolmentTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;

    private static TwoTenants tenants;

    @BeforeAll
    static void start() throws Exception {
        tenants = new TwoTenants(folder);
    }

    @AfterAll
    static void stop() {
        tenants.close();
    }

    @Test
    @Requirement({"5.2.4", "7.7"})
    void a_device_enrols_and_is_set_and_heard_where_its_authority_is_trusted() throws Exception {
        var maker = CertificateMaker.root("CN=Acme alone");
        trust("acme", "plant", maker, "plant-*");
        tenants.send(
                "acme",
                "provisioning/SetConfiguration",
                "{\"scope\":\"authority/plant\",\"settings\":{\"interval\":9}}");
        var enrolled = enrol(maker, "plant-1");
        assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(200);
        assertThat(enrolled.body())
                .contains("\"tenant\":\"acme\"", "\"node\":\"plant-1\"", "\"interval\":9");

        var nodes = "/api/views/nodes/plant-1";
        assertThat(tenants.acme(nodes).body()).contains("\"registered\"");
        assertThat(tenants.other(nodes).statusCode()).isEqualTo(404);
        assertThat(tenants.platform.get(nodes, tenants.platform.operator).statusCode())
                .isEqualTo(404);
        assertThat(tenants.acme("/api/views/enrolments/plant-1").body()).contains("\"1.0.0\"");
        assertThat(tenants.other("/api/views/device-authorities").body())
                .doesNotContain("Acme alone");

        var own = "lk.acme/plant-1." + SECRET;
        var configuration = tenants.platform.get("/api/devices/plant-1/configuration", own);
        assertThat(configuration.body()).contains("\"interval\":9");
        var topic = "tenants/acme/devices/plant-1/configuration";
        try (var device = new Listener(tenants.platform.mqtt, "acme/plant-1", SECRET, topic)) {
            await().atMost(PATIENCE).until(() -> device.heard.size() == 1);
            assertThat(new String(device.heard.getFirst().getPayload(), UTF_8))
                    .contains("\"interval\":9");
        }
    }

    @Test
    @Requirement("7.7")
    void who_trusts_the_same_authority_later_takes_no_device_and_gets_what_nobody_else_does()
            throws Exception {
        var maker = CertificateMaker.root("CN=Vendor of many");
        trust("acme", "vendor", maker, "a-*");
        assertThat(enrol(maker, "a-1").body()).contains("\"tenant\":\"acme\"");
        trust("other", "vendor", maker, "*");
        assertThat(enrol(maker, "a-2").body()).contains("\"tenant\":\"acme\"");
        assertThat(enrol(maker, "o-1").body()).contains("\"tenant\":\"other\"");
        assertThat(tenants.other("/api/views/nodes/a-2").statusCode()).isEqualTo(404);
        assertThat(tenants.acme("/api/views/nodes/o-1").statusCode()).isEqualTo(404);
    }

    @Test
    @Requirement("7.7")
    void a_device_stays_where_it_is_when_what_was_said_of_its_authority_is_said_anew()
            throws Exception {
        var maker = CertificateMaker.root("CN=Long standing");
        trust("acme", "long", maker, "long-*");
        trust("other", "long", maker, "long-*");
        var order = new Order("CN=long-1", CertificateMaker.keys("EC", 256));
        var device = EnrollingDevice.of(tenants.platform, maker, order);
        assertThat(device.enrol(SECRET).body()).contains("\"tenant\":\"acme\"");
        assertThat(tenants.acme("/api/views/enrolments/long-1").statusCode()).isEqualTo(200);
        trust("acme", "long", maker, "lo*");
        assertThat(tenants.acme("/api/views/device-authorities/long").body()).contains("lo*");
        assertThat(device.enrol("").body()).contains("\"tenant\":\"acme\"");
        assertThat(tenants.other("/api/views/nodes/long-1").statusCode()).isEqualTo(404);
    }

    @Test
    @Requirement("7.7")
    void what_is_wrong_with_a_certificate_is_told_to_the_tenant_of_its_authority_alone()
            throws Exception {
        var maker = CertificateMaker.root("CN=Strict");
        trust("acme", "strict", maker, "strict-*");
        var refused = enrol(maker, "another-name");
        assertThat(Json.MAPPER.readTree(refused.body()).path("code").asString())
                .isEqualTo("certificate-name-unfit");
        var path = "/api/views/refused-input?reason=certificate-name-unfit";
        assertThat(tenants.acme(path).body()).contains("certificate-name-unfit\"");
        assertThat(tenants.other(path).body()).contains("\"items\":[]");
    }

    private static HttpResponse<String> enrol(CertificateMaker maker, String device)
            throws Exception {
        var order = new Order("CN=" + device, CertificateMaker.keys("EC", 256));
        return EnrollingDevice.of(tenants.platform, maker, order).enrol(SECRET);
    }

    private static void trust(
            String tenant, String authority, CertificateMaker maker, String pattern)
            throws Exception {
        tenants.send(
                tenant,
                "provisioning/TrustDeviceAuthority",
                """
                {"authority":"%s","certificate":"%s","policy":{"subject":"COMMON_NAME","pattern":"%s","node":"%3$s",
                 "kind":"DEVICE","quota":10,"anotherCertificate":"REFUSED"}}\
                """
                        .formatted(authority, maker.ca().text(), pattern));
    }
}
