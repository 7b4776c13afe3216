package dev.lekha.app;

import static dev.lekha.devices.CertificateMaker.order;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.devices.CertificateMaker;
import dev.lekha.devices.CertificateMaker.Order;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not get in, and that it is told, counted and written down; and races. */
class RefusedCertificatesTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final CertificateMaker ROOT = CertificateMaker.root("CN=Acme devices,O=Acme");

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        platform = new RunningPlatform(folder, "--lekha.mqtt.mode=off");
        trust("acme", ROOT, "pump-*", 1000);
        sent("registration/RegisterNode", "{\"node\":\"pump-taken\",\"kind\":\"DEVICE\"}");
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    private static void trust(String id, CertificateMaker authority, String pattern, int quota)
            throws Exception {
        sent(
                "provisioning/TrustDeviceAuthority",
                """
                {"authority":"%s","certificate":"%s","policy":{"subject":"COMMON_NAME","pattern":"%s","node":"%s",
                "kind":"DEVICE","serviceClass":"pumps","quota":%d,"anotherCertificate":"REFUSED"}}\
                """
                        .formatted(id, authority.ca().text(), pattern, pattern, quota));
    }

    private static void sent(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static EnrollingDevice device(Order order) {
        return EnrollingDevice.of(platform, ROOT, order);
    }

    private static String code(HttpResponse<String> answer) {
        return Json.MAPPER.readTree(answer.body()).path("code").asString("");
    }

    private static void thenRefused(HttpResponse<String> answer, String code) throws Exception {
        assertThat(code(answer)).as(answer.body()).isEqualTo(code);
        assertThat(platform.view("refused-input?reason=" + code)).contains("\"" + code + "\"");
        assertThat(platform.get("/actuator/prometheus", platform.operator).body())
                .contains("lekha_refused_input_total{door=\"http\",reason=\"" + code + "\"}");
    }

    @Test
    @Requirement("5.2.4")
    void each_unfit_certificate_is_refused_with_its_own_reason_recorded_and_counted()
            throws Exception {
        var now = Instant.now();
        var impostor = CertificateMaker.root("CN=Acme devices,O=Acme");
        var stranger = CertificateMaker.root("CN=Nobody");
        var self = CertificateMaker.keys("EC", 256);
        var cases = new LinkedHashMap<String, EnrollingDevice>();
        cases.put(
                "certificate-expired",
                device(order("pump-1").between(CertificateMaker.FROM, now.minus(1, DAYS))));
        cases.put(
                "certificate-not-yet-valid",
                device(order("pump-2").between(now.plus(1, DAYS), CertificateMaker.TO)));
        cases.put("certificate-untrusted", EnrollingDevice.of(platform, impostor, order("pump-3")));
        cases.put("authority-unknown", EnrollingDevice.of(platform, stranger, order("pump-4")));
        cases.put(
                "certificate-purpose-wrong",
                device(order("pump-5").purposes(KeyPurposeId.id_kp_serverAuth)));
        cases.put(
                "certificate-weak",
                device(new Order("CN=pump-6", CertificateMaker.keys("RSA", 1024))));
        cases.put("certificate-name-unfit", device(order("valve-1")));
        cases.put("name-taken", device(order("pump-taken")));
        for (var one : cases.entrySet()) {
            thenRefused(one.getValue().enrol(""), one.getKey());
        }
        var itself = new Order("CN=pump-7", self);
        var selfSigned =
                new EnrollingDevice(
                        platform,
                        self,
                        itself.make(
                                new javax.security.auth.x500.X500Principal("CN=pump-7"),
                                self,
                                "SHA256withECDSA"));
        thenRefused(selfSigned.enrol(""), "authority-unknown");
        assertThat(platform.view("nodes?node.prefix=pump-")).doesNotContain("pump-1\"", "pump-7\"");
    }

    @Test
    void a_revoked_certificate_and_a_withdrawn_authority_let_nobody_in() throws Exception {
        var authority = CertificateMaker.root("CN=Short");
        trust("short", authority, "short-*", 10);
        var revoked = order("short-1");
        var shown = authority.issue(revoked);
        sent(
                "provisioning/RevokeDeviceCertificate",
                "{\"authority\":\"short\",\"serial\":\"%s\"}"
                        .formatted(shown.getSerialNumber().toString(16)));
        thenRefused(
                new EnrollingDevice(platform, revoked.keys(), shown).enrol(""),
                "certificate-revoked");
        sent("provisioning/WithdrawDeviceAuthority", "{\"authority\":\"short\"}");
        platform.view("device-authorities");
        thenRefused(
                EnrollingDevice.of(platform, authority, order("short-2")).enrol(""),
                "authority-unknown");
    }

    @Test
    void garbage_is_refused_as_such() throws Exception {
        var device = device(order("pump-garbage"));
        var request = device.request(device.challenge());
        thenRefused(device.post("rubbish", request, ""), "certificate-malformed");
        thenRefused(
                device.post(
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                        request,
                        ""),
                "certificate-malformed");
        thenRefused(
                device.post(device.certificates().repeat(5), request, ""), "certificate-malformed");
        thenRefused(device.post(device.certificates(), "rubbish", ""), "proof-malformed");
        thenRefused(
                platform.postAsStranger("/api/enrolments", "{\"certificates\":7}"),
                "enrolment-malformed");
        assertThat(platform.postAsStranger("/api/enrolments", " ".repeat(70_000)).statusCode())
                .isEqualTo(413);
        var wrong =
                platform.command(
                        "provisioning/TrustDeviceAuthority",
                        "{\"authority\":\"x\",\"certificate\":\"-----BEGIN\"}");
        assertThat(code(wrong)).isEqualTo("command-malformed");
    }

    @Test
    void a_proof_is_by_the_certificate_s_own_key_over_a_fresh_challenge_and_the_secret()
            throws Exception {
        var device = device(order("pump-proof"));
        var thief = new EnrollingDevice(platform, CertificateMaker.keys("EC", 256), device.chain());
        thenRefused(thief.enrol(SECRET), "proof-wrong");
        var challenge = device.challenge();
        thenRefused(
                device.post(device.certificates(), device.request(challenge), SECRET),
                "proof-wrong");
        thenRefused(
                device.post(device.certificates(), device.request("made-up"), ""),
                "challenge-unknown");
        var request = device.request(EnrollingDevice.bound(challenge, SECRET));
        var in = device.post(device.certificates(), request, SECRET);
        assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
        thenRefused(device.post(device.certificates(), request, SECRET), "challenge-unknown");
        var again = device.enrol(SECRET);
        assertThat(Json.MAPPER.readTree(again.body()).path("events").size()).isZero();
    }

    @Test
    void a_device_reads_its_own_configuration_and_no_other_s_and_each_version_is_noted_once()
            throws Exception {
        var device = device(order("pump-set"));
        assertThat(device.enrol(SECRET).body()).contains("\"configuration\":{}");
        var key = "lk.pump-set." + SECRET;
        var path = "/api/devices/pump-set/configuration";
        platform.view("credentials");
        assertThat(code(platform.get(path, key))).isEqualTo("configuration-unknown");
        sent(
                "provisioning/SetConfiguration",
                "{\"scope\":\"service-class/pumps\",\"settings\":{\"interval\":60,\"on\":true}}");
        sent(
                "provisioning/SetConfiguration",
                "{\"scope\":\"node/pump-set\",\"settings\":{\"interval\":30}}");
        platform.view("configurations");
        var first = platform.get(path, key);
        assertThat(first.body())
                .contains("\"version\":\"0.1.1\"", "\"settings\":{\"interval\":30,\"on\":true}")
                .contains("\"interval\":\"node/pump-set\"", "\"on\":\"service-class/pumps\"");
        var etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(platform.getIfNoneMatch(path, key, etag).statusCode()).isEqualTo(304);
        assertThat(platform.get(path, key).body()).isEqualTo(first.body());
        assertThat(
                        platform.get(
                                        "/api/log?type=provisioning.ConfigurationHandedOut&tag=node%3Dpump-set",
                                        platform.operator)
                                .body()
                                .lines())
                .hasSize(1);
        assertThat(platform.get("/api/devices/pump-other/configuration", key).statusCode())
                .isEqualTo(403);
        assertThat(platform.get(path, "").statusCode()).isEqualTo(401);
    }

    @Test
    @Requirement("5.2.4")
    void of_many_that_enrol_at_once_each_is_registered_once_and_no_more_than_the_quota()
            throws Exception {
        var authority = CertificateMaker.root("CN=Racers");
        trust("racers", authority, "racer-*", 5);
        var devices =
                java.util.stream.IntStream.range(0, 8)
                        .mapToObj(n -> EnrollingDevice.of(platform, authority, order("racer-" + n)))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    devices.stream()
                            .flatMap(device -> List.of(device, device, device).stream())
                            .map(device ->
                                    CompletableFuture.supplyAsync(() -> status(device), threads))
                            .toList();
            var counted = new java.util.TreeMap<String, Integer>();
            answers.forEach(answer -> counted.merge(answer.join(), 1, Integer::sum));
            assertThat(counted).isEqualTo(Map.of("200", 15, "409 quota-exceeded", 9));
        }
        for (var type : List.of("registration.NodeRegistered", "provisioning.DeviceEnrolled")) {
            assertThat(
                            platform.get("/api/log?type=" + type, platform.operator)
                                    .body()
                                    .lines()
                                    .filter(line -> line.contains("\"racer-")))
                    .hasSize(5);
        }
    }

    private static String status(EnrollingDevice device) {
        try {
            var answer = device.enrol("");
            return answer.statusCode() == 200 ? "200" : answer.statusCode() + " " + code(answer);
        } catch (java.io.IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
