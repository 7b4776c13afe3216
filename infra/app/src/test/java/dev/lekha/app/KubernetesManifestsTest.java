package dev.lekha.app;

import static dev.lekha.app.DeployFiles.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The manifests without a cluster: read strictly by the models of Kubernetes' own Java client. */
class KubernetesManifestsTest {
    private static final Path FOLDER = DeployFiles.FOLDER.resolve("kubernetes");

    /** Of others than Kubernetes; nothing here has their schemas. */
    private static final Set<String> FOREIGN =
            Set.of("Kustomization", "Component", "ServiceMonitor");

    @Test
    void every_manifest_has_the_fields_that_its_kind_has_and_no_other() throws Exception {
        for (var manifest : manifests().toList()) {
            validate(manifest);
        }
        assertThat(manifests().map(KubernetesManifestsTest::kind))
                .contains(
                        "StatefulSet",
                        "Deployment",
                        "Service",
                        "ServiceAccount",
                        "ConfigMap",
                        "PodDisruptionBudget",
                        "NetworkPolicy",
                        "Namespace");
    }

    @Test
    void a_field_that_its_kind_does_not_have_is_noticed() {
        var misspelt = workload("StatefulSet").toString().replace("runAsNonRoot", "runAsNoRoot");
        assertThatThrownBy(() -> validate(DeployFiles.documents(misspelt).getFirst()))
                .hasMessageContaining("runAsNoRoot");
    }

    @Test
    void pods_run_without_a_right_and_on_a_root_file_system_that_is_read_only() {
        workloads()
                .forEach(workload -> {
                    var pod = workload.at("/spec/template/spec");
                    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
                    assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
                    assertThat(pod.at("/securityContext/seccompProfile/type").asString())
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
                    var own = pod.at("/containers/0/securityContext");
                    assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                    assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                    assertThat(own.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
                    assertThat(pod.at("/containers/0/resources/limits/memory").asString())
                            .isNotEmpty();
                });
    }

    @Test
    void a_pod_mounts_what_it_declares_and_its_port_is_the_one_that_is_probed() {
        workloads()
                .forEach(workload -> {
                    var pod = workload.at("/spec/template/spec");
                    var container = pod.at("/containers/0");
                    assertThat(names(container.path("volumeMounts")))
                            .containsExactlyInAnyOrderElementsOf(names(pod.path("volumes")));
                    for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                        assertThat(names(container.path("ports")))
                                .contains(container.path(probe).at("/httpGet/port").asString());
                    }
                });
    }

    @Test
    void services_budgets_and_policies_find_their_pods() {
        var pods = workloads().map(each -> each.at("/spec/template/metadata/labels")).toList();
        var selectors =
                manifests()
                        .flatMap(manifest ->
                                switch (kind(manifest)) {
                                    case "Service" -> Stream.of(manifest.at("/spec/selector"));
                                    case "PodDisruptionBudget", "StatefulSet", "Deployment" ->
                                            Stream.of(manifest.at("/spec/selector/matchLabels"));
                                    case "NetworkPolicy" ->
                                            Stream.of(manifest.at("/spec/podSelector/matchLabels"));
                                    default -> Stream.of();
                                });
        assertThat(selectors)
                .hasSize(9)
                .allSatisfy(selector -> {
                    assertThat(selector.properties()).isNotEmpty();
                    assertThat(pods)
                            .anyMatch(labels ->
                                    labels.properties().containsAll(selector.properties()));
                });
    }

    @Test
    void kustomize_puts_the_example_together() throws Exception {
        var rendered =
                DeployFiles.documents(
                        ComposedSecrets.run(
                                ComposedSecrets.program("kubectl"),
                                "kustomize",
                                FOLDER.resolve("example").toString()));
        for (var manifest : rendered) {
            validate(manifest);
        }
        assertThat(rendered).extracting(KubernetesManifestsTest::kind).contains("ServiceMonitor");
        assertThat(rendered)
                .filteredOn(manifest -> kind(manifest).equals("StatefulSet"))
                .singleElement()
                .satisfies(edge -> {
                    assertThat(edge.at("/metadata/namespace").asString()).isEqualTo("lekha");
                    assertThat(edge.at("/spec/template/spec/containers/0/image").asString())
                            .isEqualTo("registry.example/lekha:0.1.0");
                });
    }

    static Stream<JsonNode> manifests() {
        return DeployFiles.all().stream()
                .filter(file -> file.startsWith(FOLDER) && file.toString().endsWith(".yaml"))
                .flatMap(file -> DeployFiles.documents(DeployFiles.text(file)).stream());
    }

    static Stream<JsonNode> workloads() {
        return Stream.of("StatefulSet", "Deployment").map(KubernetesManifestsTest::workload);
    }

    private static JsonNode workload(String kind) {
        return manifests().filter(each -> kind(each).equals(kind)).findFirst().orElseThrow();
    }

    private static String kind(JsonNode manifest) {
        return manifest.path("kind").asString();
    }

    private static Set<String> names(JsonNode named) {
        return Set.copyOf(elements(named).map(each -> each.path("name").asString()).toList());
    }

    private static void validate(JsonNode manifest) throws Exception {
        if (FOREIGN.contains(kind(manifest))) {
            return;
        }
        var version = manifest.path("apiVersion").asString().replaceFirst(".*/", "");
        var model =
                Class.forName(
                        "io.kubernetes.client.openapi.models."
                                + version.toUpperCase(Locale.ROOT)
                                + kind(manifest));
        try {
            model.getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(manifest.toString()));
        } catch (InvocationTargetException refused) {
            throw new IOException(refused.getCause().getMessage(), refused.getCause());
        }
    }
}
