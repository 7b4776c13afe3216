package dev.lekha.app;

import dev.lekha.devices.CertificateMaker;
import dev.lekha.devices.CertificateMaker.Order;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Sha2;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A device with a certificate, at the HTTP door. */
record EnrollingDevice(RunningPlatform platform, KeyPair keys, X509Certificate... chain) {
    static EnrollingDevice of(RunningPlatform platform, CertificateMaker authority, Order order) {
        return new EnrollingDevice(platform, order.keys(), authority.issue(order));
    }

    /**
     * @param secret empty for none
     */
    HttpResponse<String> enrol(String secret) throws IOException, InterruptedException {
        return post(certificates(), request(bound(challenge(), secret)), secret);
    }

    String challenge() throws IOException, InterruptedException {
        var answer = platform.post("/api/enrolments/challenges", platform.operator, "");
        return Json.MAPPER.readTree(answer.body()).path("challenge").asString();
    }

    static String bound(String challenge, String secret) {
        return secret.isEmpty()
                ? challenge
                : challenge + "." + Sha2.SHA_256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String certificates, String request, String secret)
            throws IOException, InterruptedException {
        var body = new TreeMap<>(Map.of("certificates", certificates, "request", request));
        if (!secret.isEmpty()) {
            body.put("secret", secret);
        }
        return platform.postAsStranger("/api/enrolments", Json.MAPPER.writeValueAsString(body));
    }

    String certificates() {
        return Arrays.stream(chain)
                .map(one -> pem("CERTIFICATE", der(one)))
                .collect(Collectors.joining());
    }

    /** A request that the device has signed over a text. */
    String request(String challenge) throws IOException {
        try {
            var algorithm =
                    keys.getPublic().getAlgorithm().equals("RSA")
                            ? "SHA256withRSA"
                            : "SHA256withECDSA";
            var request =
                    new JcaPKCS10CertificationRequestBuilder(
                                    new X500Principal("CN=whatever"), keys.getPublic())
                            .addAttribute(
                                    PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                                    new DERPrintableString(challenge))
                            .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()));
            return pem("CERTIFICATE REQUEST", request.getEncoded());
        } catch (OperatorCreationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    }
}
