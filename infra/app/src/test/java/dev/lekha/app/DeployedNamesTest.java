package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the deployment files name is there: settings, paths and ports. */
class DeployedNamesTest {
    private static final Pattern VARIABLE =
            Pattern.compile("\\b(?:LEKHA|SPRING|SERVER|LOGGING|MANAGEMENT)_[A-Z0-9_]+\\b");
    private static final Pattern SETTING =
            Pattern.compile("(?:--|/run/lekha/|key: |path: )(lekha\\.[a-z.-]+[a-z])");
    private static final Pattern PATH =
            Pattern.compile("(?:^|[\\s:=\"'0])(/(?:actuator|api)/[A-Za-z/]+)");

    @TempDir static Path data;

    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        platform = new RunningPlatform(data, "--lekha.mqtt.mode=external");
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    void every_setting_exists() throws Exception {
        var known = new KnownSettings();
        var named = new TreeSet<>(named(VARIABLE, 0));
        named.addAll(named(SETTING, 1));
        assertThat(named)
                .contains("LEKHA_ROLES", "lekha.mqtt.password", "SPRING_CONFIG_IMPORT")
                .allMatch(known::contains);
        assertThat(known.contains("LEKHA_MQTT_CLIENT_ID")).isFalse();
    }

    @Test
    void every_path_is_served() throws Exception {
        var paths = named(PATH, 1);
        assertThat(paths)
                .contains(
                        "/actuator/health/liveness",
                        "/actuator/health/readiness",
                        "/actuator/prometheus",
                        "/api/broker/acl",
                        "/api/commands/registration/IssueCredential");
        for (var path : paths) {
            // A command's path takes POST alone: 405 tells that it is there, 404 that it is not.
            assertThat(platform.get(path, platform.operator).statusCode()).as(path).isIn(200, 405);
        }
    }

    @Test
    void the_port_is_the_platform_s_own() {
        assertThat(
                        DeployFiles.documents(text("infra/app/src/main/resources/application.yaml"))
                                .getFirst()
                                .at("/server/port")
                                .asString())
                .isEqualTo("8080");
        KubernetesManifestsTest.workloads()
                .forEach(workload ->
                        assertThat(
                                        workload.at(
                                                        "/spec/template/spec/containers/0/ports/0/containerPort")
                                                .asString())
                                .isEqualTo("8080"));
        assertThat(text("infra/deploy/prometheus.yml"))
                .contains("\"lekha-edge:8080\", \"lekha-core:8080\"");
        assertThat(DeployFiles.nodes()).containsOnlyKeys("lekha-edge", "lekha-core");
    }

    @Test
    void the_images_are_of_the_same_base_and_run_the_same_way() {
        var docker = text("infra/deploy/Dockerfile");
        var jib = text("infra/app/pom.xml");
        var base = Pattern.compile("<image>(eclipse-temurin:.*?)</image>").matcher(jib);
        assertThat(base.find()).isTrue();
        assertThat(docker).contains("FROM " + base.group(1) + "\n", "USER 10001:10001");
        assertThat(jib).contains("<user>10001:10001</user>");
        var flags = Pattern.compile("<jvmFlag>(.*?)</jvmFlag>").matcher(jib);
        assertThat(flags.results().map(flag -> '"' + flag.group(1) + '"'))
                .isNotEmpty()
                .allMatch(docker::contains);
    }

    @Test
    void the_image_s_own_check_tells_a_platform_that_serves_from_one_that_does_not()
            throws Exception {
        assertThat(healthy(platform.http.getPort())).isZero();
        assertThat(healthy(PlatformProcess.freePort())).isNotZero();
    }

    private static int healthy(int port) throws Exception {
        var check =
                new ProcessBuilder(
                        ComposedSecrets.program("bash"),
                        DeployFiles.FOLDER.resolve("image/healthy").toString());
        check.environment().put("SERVER_PORT", Integer.toString(port));
        return check.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Set<String> named(Pattern pattern, int group) {
        var names = new TreeSet<String>();
        Stream.concat(
                        DeployFiles.all().stream()
                                .filter(file -> !file.toString().endsWith("lekha.json")),
                        Stream.of(DeployFiles.FOLDER.resolve("../app/pom.xml")))
                .map(DeployFiles::text)
                .flatMap(text -> pattern.matcher(text).results())
                .forEach(found -> names.add(found.group(group)));
        return names;
    }

    private static String text(String file) {
        return DeployFiles.text(DeployFiles.FOLDER.resolve("../..").resolve(file).normalize());
    }
}
