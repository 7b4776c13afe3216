package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.edge.mqtt.EmbeddedBroker;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that come by certificate, with the tools that everybody has. */
class PlugAndPlayTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        for (var tool : List.of("bash", "curl", "openssl", "mosquitto_pub", "mosquitto_sub")) {
            assumeTrue(isHere(tool), tool);
        }
        run(
                "broker",
                """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout broker.key \\
                  -out broker.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost
                openssl pkcs12 -export -in broker.pem -inkey broker.key -out broker.p12 -passout pass:changeit
                """);
        platform =
                new RunningPlatform(
                        folder.resolve("data"),
                        "--lekha.mqtt.tls.keystore=" + folder.resolve("broker.p12"),
                        "--lekha.mqtt.tls.password=changeit",
                        "--lekha.mqtt.tls.port=0",
                        "--lekha.mqtt.tls.client-certificates=true");
    }

    @AfterAll
    static void down_and_every_view_equals_its_replay() {
        platform.close();
        assertThat(
                        Lekha.commandLine()
                                .execute("replay", "--data", folder.resolve("data").toString()))
                .isZero();
    }

    private static boolean isHere(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private static int tlsPort() {
        return platform.context.getBean(EmbeddedBroker.class).tlsPort();
    }

    private static String run(String name, String lines) throws IOException, InterruptedException {
        var settings =
                "set -euo pipefail; cd %s; no() { if \"$@\"; then echo \"but: $*\"; exit 1; fi; }\n"
                        .formatted(folder);
        if (platform != null) {
            settings +=
                    "API=%s AUTH='Authorization: Bearer %s' MQTTS=%d\n"
                            .formatted(platform.http, platform.operator, tlsPort());
        }
        var script = Files.writeString(folder.resolve(name + ".sh"), settings + lines);
        var output = folder.resolve(name + ".out");
        var process =
                new ProcessBuilder("bash", script.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end: " + Files.readString(output));
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    private static String page() throws IOException {
        var page = Files.readString(Path.of("../docs/plug-and-play.md"));
        int begin = page.indexOf("```sh\n") + 6;
        return page.substring(begin, page.indexOf("```\n", begin));
    }

    @Test
    @Requirement({"5.2.4", "6.16"})
    void unknown_devices_come_online_without_an_operator_as_the_page_says() throws Exception {
        var output = run("by-hand", page());

        assertThat(output)
                .contains("\"settings\":{\"interval\":60,\"unit\":\"Wh\"}")
                .contains("\"node\":\"pump-2\"")
                .contains("Not authorized")
                .endsWith("refused\n");
        assertThat(platform.view("nodes")).contains("\"pump-1\"", "\"pump-2\"");
        assertThat(platform.view("latest-readings")).contains("1500");
        assertThat(platform.view("enrolments"))
                .contains("\"configuration\":\"1.0.0\"")
                .doesNotContain("\"configuration\":\"\"");
        assertThat(events("provisioning.DeviceEnrolled", "pump-")).hasSize(2);
        assertThat(events("provisioning.ConfigurationHandedOut", "pump-")).hasSize(2);
        assertThat(platform.view("reachability/pump-1")).contains("REACHABLE");
        assertThat(platform.view("device-certificates?revoked=yes")).contains("\"pump-1\"");
        assertThat(platform.view("refused-input")).contains("certificate-revoked");
        assertThat(platform.view("device-authorities/acme"))
                .contains("\"enrolled\":2")
                .contains("\"revoked\":1");
        assertThat(platform.view("node-capabilities/pump-1")).contains("floor");
    }

    @Test
    void strangers_are_refused_and_secrets_work_beside_certificates() throws Exception {
        run(
                "strangers",
                """
                send() { curl -sS --fail-with-body -H "$AUTH" -H 'Content-Type: application/json' "$API/api/commands/$1" -d "$2"; echo; }
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.pem \
                  -days 2 -subj /CN=pump-9 -addext extendedKeyUsage=clientAuth
                TLS="-h localhost -p $MQTTS --cafile broker.pem -V 5 -q 1 -t devices/valve-1/reports"
                PACK='[{"n":"open","vb":true}]'
                no mosquitto_pub $TLS -m "$PACK" --cert own.pem --key own.key
                no mosquitto_pub $TLS -m "$PACK"
                send registration/RegisterNode '{"node":"valve-1","kind":"DEVICE","secret":"a-secret-of-twenty-letters"}'
                no mosquitto_pub $TLS -m "$PACK" -u valve-1 -P wrong --cert own.pem --key own.key
                mosquitto_pub $TLS -m "$PACK" -u valve-1 -P a-secret-of-twenty-letters
                mosquitto_pub $TLS -m "$PACK" -u valve-1 -P a-secret-of-twenty-letters --cert own.pem --key own.key
                """);
        assertThat(platform.view("refused-input?reason=authority-unknown"))
                .contains("\"authority-unknown\"");
        assertThat(platform.view("latest-readings")).contains("valve-1");
        assertThat(platform.get("/actuator/prometheus", platform.operator).body())
                .contains("lekha_refused_input_total{door=\"mqtt\",reason=\"authority-unknown\"}");
    }

    @Test
    void a_device_ends_nobody_else_s_session_and_hears_nobody_else() throws Exception {
        var output =
                run(
                        "sessions",
                        """
                        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout line.key \
                          -out line.pem -days 2 -subj /CN=Line -addext keyUsage=critical,keyCertSign
                        printf 'extendedKeyUsage=clientAuth\n' > line.ext
                        for ONE in line-1 line-2; do
                          openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $ONE.key \
                            -out $ONE.csr -subj "/CN=$ONE"
                          openssl x509 -req -in $ONE.csr -CA line.pem -CAkey line.key -CAcreateserial -days 2 \
                            -extfile line.ext -out $ONE.pem
                        done
                        curl -sS --fail-with-body -H "$AUTH" -H 'Content-Type: application/json' \
                          "$API/api/commands/provisioning/TrustDeviceAuthority" -d "{\\"authority\\":\\"line\\",
                          \\"certificate\\":\\"$(tr -d '\n' < line.pem)\\",\\"policy\\":{\\"subject\\":\\"COMMON_NAME\\",
                          \\"pattern\\":\\"line-*\\",\\"node\\":\\"line-*\\",\\"kind\\":\\"DEVICE\\",\\"quota\\":2,
                          \\"anotherCertificate\\":\\"REFUSED\\"}}"
                        TLS="-h localhost -p $MQTTS --cafile broker.pem -V 5 -q 1 -i the-same"
                        mosquitto_sub $TLS --cert line-1.pem --key line-1.key -t devices/line-1/x -E
                        mosquitto_sub $TLS --cert line-1.pem --key line-1.key -t devices/line-1/x -C 1 -W 3 -d > first.out 2>&1 &
                        FIRST=$!
                        until grep -q SUBACK first.out; do :; done
                        mosquitto_sub $TLS --cert line-2.pem --key line-2.key -t devices/line-2/x -E
                        wait $FIRST || true
                        no grep -q -i 'taken over' first.out
                        grep -c -i 'subscribed' first.out
                        mosquitto_sub $TLS --cert line-2.pem --key line-2.key -t devices/line-1/configuration -E -d
                        """);
        assertThat(output).as("0x87 for another's topic").contains("Subscribed (mid: 1): 135");
        assertThat(Files.readString(folder.resolve("first.out")))
                .doesNotContain("received DISCONNECT");
    }

    @Test
    @Requirement({"5.2.4", "7.7"})
    void a_device_comes_online_in_the_tenant_that_trusts_its_authority_by_its_certificate_alone()
            throws Exception {
        run(
                "tenant",
                """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout mill.key \
                  -out mill.pem -days 2 -subj /CN=Mill -addext keyUsage=critical,keyCertSign
                printf 'extendedKeyUsage=clientAuth\n' > mill.ext
                openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout mill-1.key \
                  -out mill-1.csr -subj /CN=mill-1
                openssl x509 -req -in mill-1.csr -CA mill.pem -CAkey mill.key -CAcreateserial -days 2 \
                  -extfile mill.ext -out mill-1.pem
                send() { curl -sS --fail-with-body -H "$AUTH" -H 'Lekha-Tenant: acme' -H 'Content-Type: application/json' \
                  "$API/api/commands/$1" -d "$2"; }
                send registration/IssueCredential '{"credential":"ops","principal":"ops","roles":["OPERATOR"],
                  "secret":"a-secret-of-twenty-letters"}'
                send provisioning/TrustDeviceAuthority "{\\"authority\\":\\"mill\\",
                  \\"certificate\\":\\"$(tr -d '\n' < mill.pem)\\",\\"policy\\":{\\"subject\\":\\"COMMON_NAME\\",
                  \\"pattern\\":\\"mill-*\\",\\"node\\":\\"mill-*\\",\\"kind\\":\\"DEVICE\\",\\"quota\\":2,
                  \\"anotherCertificate\\":\\"REFUSED\\"}}"
                TLS="-h localhost -p $MQTTS --cafile broker.pem -V 5 -q 1 --cert mill-1.pem --key mill-1.key"
                PACK='[{"n":"turns","v":7}]'
                mosquitto_pub $TLS -t tenants/acme/devices/mill-1/reports -m "$PACK"
                mosquitto_pub $TLS -t devices/mill-1/reports -m "$PACK" -d > elsewhere.out 2>&1 || true
                grep -i 'not authorized' elsewhere.out
                """);
        var acme = "lk.acme/ops.a-secret-of-twenty-letters";
        var readings = "/api/views/latest-readings?node=mill-1";
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> platform.get(readings, acme).body().contains("\"turns\""));
        assertThat(platform.view("latest-readings?node=mill-1")).contains("\"items\":[]");
        assertThat(platform.view("nodes")).doesNotContain("mill-1");
    }

    private static List<String> events(String type, String of) throws Exception {
        return platform.get("/api/log?type=" + type, platform.operator)
                .body()
                .lines()
                .filter(event -> event.contains(of))
                .toList();
    }
}
