package dev.lekha.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** TLS is Spring Boot's: a bundle by configuration. */
@SpringBootTest(
        classes = DoorsUnderTest.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.threads.virtual.enabled=true", "server.ssl.bundle=door"})
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final Path KEYSTORE = keystore();

    @LocalServerPort int port;

    @DynamicPropertySource
    static void bundle(DynamicPropertyRegistry properties) {
        properties.add(
                "spring.ssl.bundle.jks.door.keystore.location", () -> KEYSTORE.toUri().toString());
        properties.add("spring.ssl.bundle.jks.door.keystore.password", () -> PASSWORD);
        properties.add("spring.ssl.bundle.jks.door.keystore.type", () -> "PKCS12");
    }

    @Test
    void the_door_speaks_tls() throws Exception {
        try (var http = HttpClient.newBuilder().sslContext(trusting()).build()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("https://localhost:" + port + "/actuator/health"))
                            .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    private static SSLContext trusting() throws Exception {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(KEYSTORE.toFile(), PASSWORD.toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static Path keystore() {
        try {
            var file = Files.createTempDirectory("tls").resolve("door.p12");
            var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var process =
                    new ProcessBuilder(
                                    keytool,
                                    "-genkeypair",
                                    "-alias",
                                    "door",
                                    "-keyalg",
                                    "EC",
                                    "-groupname",
                                    "secp256r1",
                                    "-dname",
                                    "CN=localhost",
                                    "-ext",
                                    "san=dns:localhost",
                                    "-storetype",
                                    "PKCS12",
                                    "-storepass",
                                    PASSWORD,
                                    "-keystore",
                                    file.toString())
                            .inheritIO()
                            .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // The certificate is its own authority: what the door shows is what the client trusts.
            var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            store.setCertificateEntry("trusted", store.getCertificate("door"));
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException
                | InterruptedException
                | java.security.GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
