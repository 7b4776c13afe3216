package dev.lekha.edge.http;

import static dev.lekha.edge.http.Client.assertProblem;
import static dev.lekha.edge.http.Issuer.claims;
import static dev.lekha.edge.http.Issuer.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.unit.DataSize;

@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.threads.virtual.enabled=true",
            "lekha.http.jwt.issuer=https://issuer.example",
            "lekha.http.jwt.audience=lekha",
            "lekha.http.jwt.purposes.outage=registration,reporting"
        })
class TokensTest {
    private static final Issuer ISSUER = Issuer.start();
    private static final ECKey KEY = ISSUER.key();

    @LocalServerPort int port;
    @Autowired DoorsUnderTest.Scripted commands;
    Client client;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("lekha.http.jwt.jwk-set-uri", ISSUER::keys);
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @BeforeEach
    void connect() {
        client = new Client(port);
        commands.received.clear();
    }

    @Test
    void a_token_says_who_is_asking() throws Exception {
        var claims =
                claims().claim("tenant", "north")
                        .claim(
                                "roles",
                                List.of("auditor", "billing", "platform", "node", "emperor"))
                        .build();
        assertThat(send(signed(claims, KEY)).statusCode()).isEqualTo(200);
        var caller = commands.received.take().caller();
        assertThat(caller.actor()).isEqualTo("alice");
        assertThat(caller.tenant()).isEqualTo("north");
        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.AUDITOR, Role.BILLING);
    }

    @Test
    void a_token_without_roles_has_none() throws Exception {
        assertThat(send(signed(claims().build(), KEY)).statusCode()).isEqualTo(200);
        assertThat(commands.received.take().caller())
                .isEqualTo(new Caller("alice", "default", java.util.Set.of(), java.util.Set.of()));
    }

    @Test
    void an_access_token_of_rfc_9068_is_a_token_too() throws Exception {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("k1")
                        .type(new JOSEObjectType("at+jwt"))
                        .build();
        var token = new SignedJWT(header, claims().build());
        token.sign(new ECDSASigner(KEY));
        assertThat(send(token.serialize()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_of_another_issuer_is_refused() throws Exception {
        refused(signed(claims().issuer("https://elsewhere.example").build(), KEY));
    }

    @Test
    void a_token_for_another_audience_is_refused() throws Exception {
        refused(signed(claims().audience("others").build(), KEY));
        refused(signed(claims().audience(List.of()).build(), KEY));
    }

    @Test
    @Requirement("7.8")
    void a_token_is_bound_to_its_user_its_service_and_its_purpose() throws Exception {
        var claims = claims().claim("purpose", "outage").claim("roles", List.of("operator"));
        assertThat(send(signed(claims.build(), KEY)).statusCode()).isEqualTo(200);
        var caller = commands.received.take().caller();
        assertThat(caller.actor()).isEqualTo("alice");
        assertThat(caller.purpose()).isEqualTo("outage");
        assertThat(caller.scopes()).isEqualTo(Set.of("registration", "reporting"));
        refused(signed(claims.audience("others").build(), KEY));
    }

    @Test
    @Requirement("7.8")
    void a_token_for_a_purpose_that_nothing_serves_is_refused() throws Exception {
        refused(signed(claims().claim("purpose", "adverts").build(), KEY));
        refused(signed(claims().claim("purpose", "").build(), KEY));
        refused(signed(claims().claim("purpose", List.of("outage")).build(), KEY));
    }

    @Test
    void an_expired_token_is_refused_and_one_that_never_expires_as_well() throws Exception {
        refused(
                signed(
                        claims().expirationTime(Date.from(Instant.now().minusSeconds(600))).build(),
                        KEY));
        refused(signed(claims().expirationTime(null).build(), KEY));
    }

    @Test
    void a_token_that_is_not_valid_yet_is_refused() throws Exception {
        refused(
                signed(
                        claims().notBeforeTime(Date.from(Instant.now().plusSeconds(600))).build(),
                        KEY));
    }

    @Test
    void a_token_of_nobody_is_refused() throws Exception {
        refused(signed(claims().subject(null).build(), KEY));
    }

    @Test
    void an_unsigned_token_is_refused() throws Exception {
        refused(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void a_token_of_another_key_is_refused() throws Exception {
        refused(signed(claims().build(), Issuer.key("k1")));
        refused(signed(claims().build(), Issuer.key("k2")));
    }

    @Test
    void a_token_that_takes_the_public_key_for_a_secret_is_refused() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build();
        var token = new SignedJWT(header, claims().build());
        token.sign(
                new MACSigner(KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        refused(token.serialize());
    }

    @Test
    void while_the_issuer_is_away_nobody_is_told_that_a_token_is_bad() throws Exception {
        var jwt =
                new HttpSettings.Jwt(
                        "https://issuer.example", "http://localhost:1/keys", "lekha", Map.of());
        var settings =
                new HttpSettings(
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        null,
                        null,
                        jwt);
        var token = signed(claims().build(), KEY);
        assertThatThrownBy(() -> new Tokens(settings).caller(token))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.BUSY));
    }

    private void refused(String token) throws Exception {
        assertProblem(send(token), 401, "credentials-refused");
        assertThat(commands.received).isEmpty();
    }

    private HttpResponse<String> send(String token) throws Exception {
        return client.send(
                client.command("devices/RetireDevice", "{}")
                        .setHeader("Authorization", "Bearer " + token));
    }
}
