package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A running platform with a tenant that has much, {@code acme}, and one that has little. */
final class TwoTenants implements AutoCloseable {
    /** Stands in whatever is acme's. */
    static final String MARK = "acmes-secret";

    static final String SECRET = "a-secret-of-twenty-letters";

    final RunningPlatform platform;
    final String acmeKey = "lk.acme/ops." + SECRET;
    final String otherKey = "lk.other/ops." + SECRET;
    private final HttpClient client = HttpClient.newHttpClient();

    TwoTenants(Path folder, String... settings) throws Exception {
        platform = new RunningPlatform(folder, settings);
        for (var tenant : new String[] {"acme", "other"}) {
            send(
                    tenant,
                    "registration/IssueCredential",
                    "{\"credential\":\"ops\",\"principal\":\"ops\",\"roles\":[\"OPERATOR\"],\"secret\":\"%s\"}"
                            .formatted(SECRET));
        }
        fill();
    }

    private void fill() throws Exception {
        node("acme", "pump-1");
        node("acme", "acmes-secret-pump");
        send(
                "acme",
                "registration/DeclareCapabilities",
                "{\"node\":\"pump-1\",\"capabilities\":{\"type\":\"acmes-secret\"}}");
        send(
                "acme",
                "registration/BindName",
                "{\"node\":\"acmes-secret-pump\",\"name\":\"dns:pump.acme.example\"}");
        send(
                "acme",
                "topology/Relate",
                "{\"source\":\"pump-1\",\"kind\":\"feeds\",\"target\":\"acmes-secret-pump\"}");
        send(
                "acme",
                "context/ReportContext",
                "{\"node\":\"pump-1\",\"values\":{\"state\":\"acmes-secret\"}}");
        upload(acmeKey, "spring", "command,node,kind\n,acmes-secret-m1,DEVICE\n,m 2,DEVICE\n");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> acme("/api/imports/spring").body().contains("\"finished\""));
    }

    void node(String tenant, String node) throws Exception {
        send(
                tenant,
                "registration/RegisterNode",
                "{\"node\":\"%s\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}".formatted(node, SECRET));
    }

    /** By the platform's operator, in the tenant. */
    void send(String tenant, String command, String body) throws Exception {
        var answer =
                platform.post(
                        "/api/commands/" + command,
                        platform.operator,
                        body,
                        "Lekha-Tenant",
                        tenant);
        assertThat(answer.statusCode()).as(command + answer.body()).isEqualTo(200);
    }

    HttpResponse<String> upload(String key, String id, String csv) throws Exception {
        var request =
                HttpRequest.newBuilder(platform.http.resolve("/api/imports?import=" + id))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(csv));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** When every view has what the log has. */
    HttpResponse<String> acme(String path) throws Exception {
        return settled(path, acmeKey);
    }

    HttpResponse<String> other(String path) throws Exception {
        return settled(path, otherKey);
    }

    private HttpResponse<String> settled(String path, String key) throws Exception {
        var head = platform.get("/api/log/head", key).body().replaceAll("\\D", "");
        for (var view : Discovery.projections()) {
            var name = dev.lekha.projection.Projecting.schemaOf(view).name();
            assertThat(
                            platform.context
                                    .getBean(ViewProgress.class)
                                    .await(name, Long.parseLong(head), Duration.ofSeconds(30)))
                    .isTrue();
        }
        return platform.get(path, key);
    }

    String anEventOfAcme() throws Exception {
        var first = acme("/api/log").body().lines().findFirst().orElseThrow();
        return Json.MAPPER.readTree(first).path("id").asString();
    }

    /** Lines of the log as it grows, from its beginning. */
    Stream<String> live(String key) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(platform.http.resolve("/api/log/live?after=0"))
                        .header("Authorization", "Bearer " + key);
        return client.send(request.build(), BodyHandlers.ofLines()).body();
    }

    /**
     * @param tenant named by the header; empty for none
     */
    HttpResponse<String> get(String path, String key, String tenant)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(platform.http.resolve(path))
                        .header("Authorization", "Bearer " + key);
        if (!tenant.isEmpty()) {
            request.header("Lekha-Tenant", tenant);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        platform.close();
        client.close();
    }
}
