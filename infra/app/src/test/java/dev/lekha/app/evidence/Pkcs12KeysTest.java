package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.time.TimeStampCheck;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.time.TimeStampQuery;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in files of PKCS#12, named by the settings. */
class Pkcs12KeysTest {
    private static final String PASSWORD = "a password";
    private static final Instant FROM = Instant.now().minus(Duration.ofHours(1));
    private static final TimeStampKey TIME = TimeStampKey.make("Bought", FROM, 2);

    @TempDir Path parent;
    private Path password;

    @BeforeEach
    void a_password_for_its_owner_alone() throws IOException {
        password = Files.writeString(parent.resolve("password"), PASSWORD + "\n");
        permit("rw-------");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString(permissions));
    }

    private Path p12(PrivateKey key, List<X509Certificate> chain) throws Exception {
        var store = KeyStore.getInstance("PKCS12", Bouncy.CASTLE);
        store.load(null, null);
        store.setKeyEntry("key", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
        var file = parent.resolve("key-" + Files.list(parent).count() + ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private EvidenceSettings with(String role, Path file) {
        var properties = new HashMap<String, Object>();
        properties.put("lekha.evidence.folder", parent.resolve("evidence"));
        properties.put("lekha.evidence.keys", parent.resolve("keys"));
        properties.put("lekha.evidence.pkcs12." + role + ".file", file);
        properties.put("lekha.evidence.pkcs12." + role + ".password-file", password);
        var settings = EvidenceSettingsInTest.bound(properties);
        Held.makePrivate(settings.folder());
        Held.makePrivate(settings.keys());
        return settings;
    }

    @Test
    void the_platform_s_authority_stamps_by_a_key_that_was_made_elsewhere() throws Exception {
        var settings = with("time-stamping", p12(TIME.key(), TIME.chain()));
        var data = "a checkpoint".getBytes(StandardCharsets.UTF_8);
        try (var http = HttpClient.newHttpClient()) {
            var own = Authorities.open(settings, http, Clock.systemUTC()).byName().get("platform");
            var answer = own.answer(new TimeStampQuery(data, BigInteger.TEN).der());
            var proven = new TimeStampCheck(List.of(TIME.chain().getLast())).verify(answer, data);
            assertThat(proven.authority()).isEqualTo("CN=Bought");
        }
        assertThat(settings.keys().resolve("time-stamping.pem")).doesNotExist();
        assertThat(settings.folder().resolve("time-stamping-root.pem")).exists();
    }

    @Test
    void checkpoints_are_signed_by_a_key_that_was_made_elsewhere() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519", Bouncy.CASTLE).generateKeyPair();
        var settings = with("log", p12(keys.getPrivate(), List.of(selfSigned(keys))));
        var wanted = SignerKey.of("lekha", SignatureType.ED25519, keys.getPrivate()).key();
        assertThat(LogSigners.of(settings).keys().getFirst().key()).isEqualTo(wanted);
        assertThat(settings.keys().resolve("log.pem")).doesNotExist();
        assertThat(settings.keys().resolve("log-ml-dsa-44.pem")).exists();
    }

    private static X509Certificate selfSigned(KeyPair keys) throws Exception {
        var name = new X500Principal("CN=log");
        var to = Date.from(FROM.plus(Duration.ofDays(365)));
        var builder =
                new JcaX509v3CertificateBuilder(
                        name, BigInteger.ONE, Date.from(FROM), to, name, keys.getPublic());
        var signer = new JcaContentSignerBuilder("Ed25519").setProvider(Bouncy.CASTLE);
        return new JcaX509CertificateConverter()
                .setProvider(Bouncy.CASTLE)
                .getCertificate(builder.build(signer.build(keys.getPrivate())));
    }

    @Test
    void a_password_that_others_can_read_or_that_is_another_opens_nothing() throws Exception {
        var settings = with("time-stamping", p12(TIME.key(), TIME.chain()));
        permit("rw-r-----");
        assertThatThrownBy(settings::keyFolder)
                .isInstanceOf(KeyUnusable.class)
                .hasMessageContaining("open to others");
        permit("rw-------");
        Files.writeString(password, "another");
        assertThatThrownBy(settings::keyFolder).isInstanceOf(KeyUnusable.class);
    }

    @Test
    void a_key_of_another_kind_is_no_key_of_its_role() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519", Bouncy.CASTLE).generateKeyPair();
        var file = p12(keys.getPrivate(), List.of(selfSigned(keys)));
        var settings = with("time-stamping", file);
        try (var http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> Authorities.open(settings, http, Clock.systemUTC()))
                    .isInstanceOf(KeyUnusable.class)
                    .hasMessageContaining("not of EC");
        }
        var time = with("log", p12(TIME.key(), TIME.chain()));
        assertThatThrownBy(() -> LogSigners.of(time)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> with("witness-of-mine", file))
                .hasRootCauseInstanceOf(KeyUnusable.class);
    }
}
