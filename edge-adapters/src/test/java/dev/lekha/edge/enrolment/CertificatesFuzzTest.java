package dev.lekha.edge.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.pki.CaCertificate;
import dev.lekha.kernel.pki.DevicePath;
import dev.lekha.kernel.pki.PathCheck;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes instead of a certificate or a request is refused and breaks nothing. {@code
 * -Dlekha.seed} repeats a run.
 */
class CertificatesFuzzTest {
    private static final int ROUNDS = 5_000;
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final X500Principal NAME = new X500Principal("CN=pump-1,O=Acme");

    private final long seed = Long.getLong("lekha.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static KeyPair keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(KeyPair keys) throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        NAME,
                        BigInteger.TEN,
                        Date.from(NOW.minusSeconds(60)),
                        Date.from(NOW.plusSeconds(60)),
                        NAME,
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    }

    /** A few bytes changed, left out or doubled. */
    private byte[] mutated(byte[] sound) {
        var bytes = sound.clone();
        for (int times = random.nextInt(4); times >= 0; times--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) > 0
                ? bytes
                : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
    }

    @Test
    void a_mutated_certificate_is_unreadable_or_is_judged_and_never_holds() throws Exception {
        var sound = certificate(keys());
        var authority = new CaCertificate(sound);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var der = mutated(sound.getEncoded());
            try {
                var path = DevicePath.ofPem(pem("CERTIFICATE", der));
                assertThat(PathCheck.fault(authority, path, NOW)).as("seed %d", seed).isPresent();
                assertThat(path.commonNames()).isNotNull();
                assertThat(path.urns()).isNotNull();
                assertThat(path.fingerprint()).startsWith("sha-256:");
                read++;
            } catch (IllegalArgumentException unreadable) {
                assertThat(unreadable).as("seed %d", seed).hasMessageMatching("(?s).+");
            }
        }
        assertThat(read).as("some can be read, seed %d", seed).isPositive();
    }

    @Test
    void a_mutated_request_is_unreadable_or_proves_nothing() throws Exception {
        var keys = keys();
        var certificate = certificate(keys);
        var sound =
                new JcaPKCS10CertificationRequestBuilder(NAME, keys.getPublic())
                        .addAttribute(
                                PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                                new DERPrintableString("challenge"))
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(keys.getPrivate()))
                        .getEncoded();
        assertThat(
                        CertificationRequest.read(pem("CERTIFICATE REQUEST", sound))
                                .isSignedBy(certificate))
                .isTrue();
        for (int round = 0; round < ROUNDS; round++) {
            var der = mutated(sound);
            try {
                var request = CertificationRequest.read(pem("CERTIFICATE REQUEST", der));
                var proves = request.isSignedBy(certificate);
                assertThat(proves && !request.challenge().equals("challenge"))
                        .as("seed %d", seed)
                        .isFalse();
            } catch (Refused unreadable) {
                assertThat(unreadable.code()).as("seed %d", seed).isEqualTo("proof-malformed");
            }
        }
    }

    @Test
    void text_that_is_no_pem_is_unreadable() {
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder();
            for (int words = random.nextInt(6); words >= 0; words--) {
                text.append(
                        switch (random.nextInt(5)) {
                            case 0 -> "-----BEGIN CERTIFICATE-----";
                            case 1 -> "-----END CERTIFICATE-----";
                            case 2 -> "\n";
                            case 3 -> "MIIB";
                            default -> Character.toString(random.nextInt(0xD800));
                        });
            }
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> DevicePath.ofPem(text.toString()))
                    .as("seed %d", seed)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_challenge_holds_for_two_minutes_and_is_used_once() {
        var now = new Instant[] {NOW};
        var challenges = new Challenges(() -> now[0]);
        var challenge = challenges.next();
        assertThat(challenges.holds(challenge)).isTrue();
        assertThat(challenges.use(challenge)).isTrue();
        assertThat(challenges.use(challenge)).isFalse();
        now[0] = NOW.plusSeconds(121);
        assertThat(challenges.holds(challenge)).isFalse();
        assertThat(new Challenges(() -> NOW).holds(challenge)).as("another process's").isFalse();
        assertThat(challenges.holds("")).isFalse();
        assertThat(challenges.holds("%")).isFalse();
    }
}
