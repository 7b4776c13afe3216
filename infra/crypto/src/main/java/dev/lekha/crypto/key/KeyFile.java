package dev.lekha.crypto.key;

import dev.lekha.crypto.Bouncy;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** A private key as PKCS#8 in PEM, and its certificates behind it. For its owner alone. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * Writes the key to a file that is not there yet, wholly or not at all, and returns when it
     * will survive a loss of power.
     *
     * @throws KeyUnusable where there is one
     */
    public static void create(Path file, HeldKey key) {
        if (Files.exists(file)) {
            throw new KeyUnusable(file + " is there already; a key is never overwritten.");
        }
        try {
            var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            write(unfinished, pem(key));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            try (var folder = FileChannel.open(file.resolveSibling("."))) {
                folder.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, String pem) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = FileChannel.open(file, options, ownerOnly(file))) {
            for (var rest = StandardCharsets.US_ASCII.encode(pem); rest.hasRemaining(); ) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private static String pem(HeldKey key) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(new JcaPKCS8Generator(key.key(), null));
            for (var certificate : key.chain()) {
                pem.writeObject(certificate);
            }
        }
        return text.toString();
    }

    /**
     * @throws KeyUnusable where it is not there, is no such file, or is open to others
     */
    public static HeldKey read(Path file) {
        try {
            requireOwnerOnly(file);
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return parse(file, StandardCharsets.US_ASCII.decode(bytes).toString());
        } catch (IOException | CertificateException unreadable) {
            throw new KeyUnusable(file + " cannot be read as a key.", unreadable);
        }
    }

    private static HeldKey parse(Path file, String text) throws IOException, CertificateException {
        var keys = new ArrayList<PrivateKey>();
        var chain = new ArrayList<X509Certificate>();
        try (var pem = new PEMParser(new StringReader(text))) {
            for (var object = pem.readObject(); object != null; object = pem.readObject()) {
                switch (object) {
                    case PrivateKeyInfo key ->
                            keys.add(
                                    new JcaPEMKeyConverter()
                                            .setProvider(Bouncy.CASTLE)
                                            .getPrivateKey(key));
                    case X509CertificateHolder certificate ->
                            chain.add(
                                    new JcaX509CertificateConverter()
                                            .setProvider(Bouncy.CASTLE)
                                            .getCertificate(certificate));
                    default -> throw new KeyUnusable(file + " holds something else than a key.");
                }
            }
        }
        if (keys.size() != 1) {
            throw new KeyUnusable("%s holds %d keys.".formatted(file, keys.size()));
        }
        return new HeldKey(keys.getFirst(), chain);
    }

    /**
     * @throws KeyUnusable where it is not there, or is open to others
     */
    public static void requireOwnerOnly(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new KeyUnusable(file + " is not there.");
        }
        if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new KeyUnusable(file + " is open to others; make it rw------- or replace it.");
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
