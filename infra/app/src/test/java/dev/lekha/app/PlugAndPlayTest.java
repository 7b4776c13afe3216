package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.edge.mqtt.EmbeddedBroker;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var settings = "set -euo pipefail; cd " + folder + "\n";
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
        assertThat(events("provisioning.DeviceEnrolled")).hasSize(2);
        assertThat(events("provisioning.ConfigurationHandedOut")).hasSize(2);
        assertThat(platform.view("reachability/pump-1")).contains("REACHABLE");
        assertThat(platform.view("device-certificates?revoked=yes")).contains("\"pump-1\"");
        assertThat(platform.view("refused-input")).contains("certificate-revoked");
        assertThat(platform.view("device-authorities/acme"))
                .contains("\"enrolled\":2")
                .contains("\"revoked\":1");
        assertThat(platform.view("node-capabilities/pump-1")).contains("floor");
    }

    private static List<String> events(String type) throws Exception {
        return platform.get("/api/log?type=" + type, platform.operator).body().lines().toList();
    }
}
