package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.lekha.kernel.Requirement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of a real issuer, bound to a user, a service and a purpose, on the running platform. */
class TokenDoorTest {
    @TempDir static Path folder;

    private static HttpServer issuer;
    private static ECKey key;
    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext(
                "/keys",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        issuer.start();
        platform =
                new RunningPlatform(
                        folder,
                        "--lekha.mqtt.mode=off",
                        "--lekha.http.jwt.issuer=https://issuer.example",
                        "--lekha.http.jwt.jwk-set-uri=http://127.0.0.1:%d/keys"
                                .formatted(issuer.getAddress().getPort()),
                        "--lekha.http.jwt.audience=lekha",
                        "--lekha.http.jwt.purposes.outage=registration,reporting");
    }

    @AfterAll
    static void stop() {
        platform.close();
        issuer.stop(0);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://issuer.example")
                .audience("lekha")
                .subject("alice")
                .claim("roles", List.of("operator"))
                .claim("purpose", "outage")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(JWTClaimsSet.Builder claims) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build();
        var token = new SignedJWT(header, claims.build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static String register(String token, String node) throws Exception {
        var body = "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node);
        var answer = platform.post("/api/commands/registration/RegisterNode", token, body);
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    @Requirement("7.8")
    void a_token_does_what_its_purpose_needs_and_the_log_says_what_for() throws Exception {
        var token = signed(claims());
        assertThat(register(token, "pump-1")).startsWith("200");
        assertThat(platform.get("/api/log?tag=node%3Dpump-1", platform.operator).body())
                .contains("\"actor\":\"alice\"", "\"purpose\":\"outage\"");
        var relation = "{\"source\":\"a\",\"kind\":\"feeds\",\"target\":\"b\"}";
        assertThat(platform.post("/api/commands/topology/Relate", token, relation).statusCode())
                .isEqualTo(403);
        assertThat(platform.get("/api/views/nodes", token).statusCode()).isEqualTo(200);
        assertThat(platform.get("/api/views/topology", token).statusCode()).isEqualTo(403);
        assertThat(platform.get("/api/context/pump-1", token).statusCode()).isEqualTo(403);
        assertThat(platform.get("/api/log", token).statusCode()).isEqualTo(403);
        assertThat(platform.get("/actuator/metrics", token).statusCode()).isEqualTo(403);
    }

    @Test
    @Requirement("7.8")
    void a_token_for_another_service_or_purpose_or_that_has_expired_is_refused() throws Exception {
        var past = Date.from(Instant.now().minusSeconds(600));
        for (var claims :
                List.of(
                        claims().audience("another-service"),
                        claims().audience(List.of()),
                        claims().claim("purpose", "adverts"),
                        claims().claim("purpose", List.of("outage")),
                        claims().expirationTime(past),
                        claims().issuer("https://elsewhere.example"))) {
            assertThat(register(signed(claims), "thief"))
                    .startsWith("401")
                    .contains("credentials-refused");
        }
        assertThat(platform.get("/api/views/nodes/thief", platform.operator).statusCode())
                .isEqualTo(404);
    }

    @Test
    @Requirement({"7.8", "7.6"})
    void a_token_reads_what_is_personal_for_its_own_purpose_alone() throws Exception {
        var crew = "{\"applicationEntity\":\"crew\",\"secret\":\"a-secret-of-twenty-letters\"}";
        var registered = platform.command("registration/RegisterApplicationEntity", crew);
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
        var contact =
                """
                {"applicationEntity":"crew","subject":"s-1","purposes":["outage","adverts"],\
                "name":"Ada Lovelace","address":"ada@example.org"}\
                """;
        assertThat(platform.command("registration/RecordContact", contact).statusCode())
                .isEqualTo(200);
        platform.view("contacts");
        var token = signed(claims());
        var row = "/api/views/contacts/crew~s-1";
        assertThat(platform.get(row, token).body()).contains("Ada Lovelace");
        assertThat(platform.get(row + "?purpose=outage", token).body()).contains("Ada Lovelace");
        var other = platform.get(row + "?purpose=adverts", token);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("purpose-forbidden");
        var free = signed(claims().claim("purpose", null));
        assertThat(platform.get(row, free).body()).contains("withheld");
        assertThat(platform.get(row + "?purpose=adverts", free).body()).contains("Ada Lovelace");
    }
}
