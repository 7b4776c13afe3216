package dev.lekha.app.audit;

import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.key.KeyFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Keys of Ed25519 in files of PKCS#12, under the password "secret". */
final class GivenPkcs12 {
    private static final char[] PASSWORD = "secret".toCharArray();

    private GivenPkcs12() {}

    static Path password(Path file, String password) throws IOException {
        Files.writeString(file, password + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    static Path made(Path file) throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519", Bouncy.CASTLE).generateKeyPair();
        return write(file, keys.getPrivate(), keys.getPublic());
    }

    /** The key of a PEM file. */
    static Path plain(Path file, Path pem) throws Exception {
        var key = (EdDSAPrivateKey) KeyFile.read(pem).key();
        return write(file, key, key.getPublicKey());
    }

    private static Path write(Path file, PrivateKey key, PublicKey shown) throws Exception {
        var name = new X500Principal("CN=given");
        var from = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(from),
                        Date.from(from.plusSeconds(100_000)),
                        name,
                        shown);
        var signer = new JcaContentSignerBuilder("Ed25519").setProvider(Bouncy.CASTLE).build(key);
        var certificate =
                new JcaX509CertificateConverter()
                        .setProvider(Bouncy.CASTLE)
                        .getCertificate(builder.build(signer));
        var store = KeyStore.getInstance("PKCS12", Bouncy.CASTLE);
        store.load(null, null);
        store.setKeyEntry("key", key, PASSWORD, new Certificate[] {certificate});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    static EvidenceSettings settings(PublishedFolder of, String role, Path file, Path password) {
        var properties = new HashMap<String, Object>();
        properties.put("lekha.evidence.origin", PublishedFolder.ORIGIN);
        properties.put("lekha.evidence.folder", of.evidence());
        properties.put("lekha.evidence.keys", of.data().resolve("keys"));
        properties.put("lekha.evidence.pkcs12." + role + ".file", file);
        properties.put("lekha.evidence.pkcs12." + role + ".password-file", password);
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("lekha.evidence", EvidenceSettings.class)
                .get();
    }
}
