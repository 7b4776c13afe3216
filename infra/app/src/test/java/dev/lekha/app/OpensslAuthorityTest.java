package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.app.audit.SecondLook;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Authorities of others, here of OpenSSL with keys of two kinds, beside our own. */
class OpensslAuthorityTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path parent;
    private final HttpClient client = HttpClient.newHttpClient();
    private Map<String, OpensslAuthority> outside = new TreeMap<>();

    @BeforeEach
    void others_stamp() throws Exception {
        var curve = "ec_paramgen_curve:P-256";
        outside.put(
                "ecdsa",
                new OpensslAuthority(
                        parent.resolve("ecdsa"), "-algorithm", "EC", "-pkeyopt", curve));
        outside.put("rsa", new OpensslAuthority(parent.resolve("rsa"), "-algorithm", "RSA"));
    }

    @AfterEach
    void they_stop() {
        outside.values().forEach(OpensslAuthority::close);
        client.close();
    }

    private RunningPlatform platform(Path data) throws Exception {
        return new RunningPlatform(
                data,
                "--lekha.evidence.enabled=true",
                "--lekha.evidence.pace=50ms",
                "--lekha.evidence.idle-pace=50ms",
                "--lekha.evidence.time.every=100ms",
                "--lekha.evidence.time.authorities.ecdsa=" + outside.get("ecdsa").url(),
                "--lekha.evidence.time.authorities.rsa=" + outside.get("rsa").url(),
                "--lekha.mqtt.mode=off");
    }

    @Test
    @Requirement({"4.25", "5.2.8"})
    void their_tokens_close_an_interval_hold_for_openssl_and_in_a_bundle_for_both_verifiers()
            throws Exception {
        var data = parent.resolve("data");
        var policy = parent.resolve("policy");
        long position;
        try (var platform = platform(data)) {
            var before = Instant.now().minusSeconds(1);
            var answer =
                    platform.command(
                            "registration/RegisterNode", "{\"node\":\"m\",\"kind\":\"DEVICE\"}");
            position = Json.MAPPER.readTree(answer.body()).path("position").asLong();
            var published = new Published(platform.http, platform.operator, client);
            var interval =
                    await().atMost(SOON).until(() -> interval(published, position), this::closed);
            assertThat(interval.at("/proven/by").valueStream().map(JsonNode::asString))
                    .isSubsetOf("ecdsa", "rsa")
                    .isNotEmpty();
            for (var stated : stated(interval)) {
                var name = stated.path("authority").asString();
                var size = stated.at("/notAfter/size").asLong();
                assertThat(Instant.parse(stated.at("/notAfter/time").asString())).isAfter(before);
                var token = published.body("/timestamp/%d/%s.tsr".formatted(size, name));
                assertThat(outside.get(name).verify(token, published.body("/checkpoint/" + size)))
                        .contains("Verification: OK");
            }
            Files.write(policy, published.body("/api/evidence/policy"));
        }
        verified(data, policy, position);
    }

    private JsonNode interval(Published published, long position) {
        var answer = published.get("/api/evidence/interval?position=" + position);
        return Json.MAPPER.readTree(answer.body());
    }

    private List<JsonNode> stated(JsonNode interval) {
        return interval.path("stated")
                .valueStream()
                .filter(one -> outside.containsKey(one.path("authority").asString()))
                .toList();
    }

    private boolean closed(JsonNode interval) {
        return stated(interval).size() == 2
                && stated(interval).stream().allMatch(one -> one.path("notAfter").isObject());
    }

    private void verified(Path data, Path policy, long position) throws Exception {
        var zip = parent.resolve("x.zip");
        var exported = Ran.lekha("audit", "export", "--data", data, "--out", zip, "--to", position);
        assertThat(exported.code()).as(exported.err()).isZero();
        var roots = parent.resolve("roots.pem");
        var all = Files.readString(data.resolve("evidence/time-stamping-root.pem"));
        for (var one : outside.values()) {
            all += Files.readString(one.certificate());
        }
        Files.writeString(roots, all);
        var ran =
                Ran.lekha(
                        "audit", "verify", zip, "--json", "--policy", policy, "--time-root", roots);
        assertThat(ran.code()).as(ran.out()).isEqualTo(10);
        assertThat(Json.MAPPER.readTree(ran.out()).path("times"))
                .extracting(time -> time.path("token").asString())
                .anyMatch(name -> name.endsWith("/ecdsa.tsr"))
                .anyMatch(name -> name.endsWith("/rsa.tsr"));
        assertThat(SecondLook.at(zip, policy, "--roots", roots)).isEqualTo(10);
    }
}
