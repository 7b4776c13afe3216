package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Requirement;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway is told what to be, says what it sees, and drifts, on the running platform. */
class AreaNetworkDoorTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String GATEWAY = "lk.gw." + SECRET;
    private static final String REPORT = "topology/ReportAreaNetwork";

    @TempDir Path folder;

    private static HttpResponse<String> send(
            RunningPlatform platform, String key, String command, String body) throws Exception {
        return platform.post("/api/commands/" + command, key, body.replace('\'', '"'));
    }

    private static String ok(RunningPlatform platform, String key, String command, String body)
            throws Exception {
        var answer = send(platform, key, command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void register(RunningPlatform platform, String node, String kind)
            throws Exception {
        ok(
                platform,
                platform.operator,
                "registration/RegisterNode",
                "{'node':'%s','kind':'%s','secret':'%s'}".formatted(node, kind, SECRET));
    }

    private static void relate(RunningPlatform platform, String source, String target)
            throws Exception {
        ok(
                platform,
                platform.operator,
                "topology/Relate",
                "{'source':'%s','kind':'connected-via','target':'%s'}".formatted(source, target));
    }

    @Test
    @Requirement("5.2.5")
    void a_gateway_is_configured_reports_its_network_drifts_and_comes_back_in_line()
            throws Exception {
        try (var platform = new RunningPlatform(folder, "--lekha.mqtt.mode=off")) {
            register(platform, "gw", "GATEWAY");
            register(platform, "m1", "DEVICE");
            relate(platform, "m1", "gw");
            relate(platform, "m2", "m1");
            ok(
                    platform,
                    platform.operator,
                    "provisioning/SetConfiguration",
                    "{'scope':'node/gw','settings':{'channel':7}}");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(
                                            platform.get("/api/devices/gw/configuration", GATEWAY)
                                                    .body())
                                    .contains("\"channel\":7"));

            var drift =
                    "{'gateway':'gw','links':[{'source':'m3','target':'gw'},{'source':'m1','target':'gw'}]}";
            assertThat(ok(platform, GATEWAY, REPORT, drift))
                    .contains("topology.AreaNetworkReported", "topology.AreaNetworkDrifted");
            assertThat(ok(platform, GATEWAY, REPORT, drift)).contains("\"events\":[]");
            assertThat(platform.view("area-networks/gw"))
                    .contains(
                            "\"state\":\"drifted\"",
                            "\"missing\":[{\"source\":\"m2\",\"target\":\"m1\"}]",
                            "\"unexpected\":[{\"source\":\"m3\",\"target\":\"gw\"}]");
            assertThat(platform.view("area-networks?state=drifted")).contains("\"node\":\"gw\"");

            var line =
                    "{'gateway':'gw','links':[{'source':'m1','target':'gw'},{'source':'m2','target':'m1'}]}";
            assertThat(ok(platform, platform.operator, REPORT, line))
                    .contains("topology.AreaNetworkInLine");
            assertThat(platform.view("area-networks/gw"))
                    .contains("\"state\":\"in-line\"", "\"missing\":[]", "\"unexpected\":[]");
            assertThat(platform.get("/api/log?tag=node%3Dgw", platform.operator).body())
                    .contains("AreaNetworkDrifted", "AreaNetworkInLine");

            var thief = send(platform, "lk.m1." + SECRET, REPORT, line);
            assertThat(thief.statusCode()).isEqualTo(403);
            var device = "{'gateway':'m1','links':[]}";
            assertThat(send(platform, platform.operator, REPORT, device).body())
                    .contains("gateway-unknown");
        }
    }
}
