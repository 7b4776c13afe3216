package dev.lekha.app.audit;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.witness.Policy;
import dev.lekha.kernel.cose.VerificationKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A file that the user names; one that is not what it should be is a mistake of usage. */
record GivenFile(CommandLine line, Path path) {
    private static final int MOST_BYTES = 1_000_000;

    /** Whom the auditor believes. */
    Policy policy() {
        return read("policy", Policy::parse);
    }

    /** A verifier key, alone on its line. */
    VerifierKey verifierKey() {
        return read(
                "verifier key",
                bytes -> VerifierKey.parse(new String(bytes, StandardCharsets.UTF_8).strip()));
    }

    /** The public key of a platform's seal, PEM. */
    VerificationKey sealKey() {
        return read(
                "seal",
                bytes -> {
                    try {
                        var pem = new String(bytes, StandardCharsets.US_ASCII);
                        return VerificationKey.read(
                                pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
                    } catch (IllegalArgumentException noKey) {
                        throw new Malformed(String.valueOf(noKey.getMessage()));
                    }
                });
    }

    /** An API key, alone on its line. */
    String apiKey() {
        return read("key", bytes -> new String(bytes, StandardCharsets.US_ASCII).strip());
    }

    /** A checkpoint that the auditor holds. */
    Note checkpoint() {
        return read(
                "checkpoint",
                bytes -> {
                    var note = Note.parse(bytes);
                    Checkpoint.parse(note.text());
                    return note;
                });
    }

    /** One or more, PEM or DER. */
    List<X509Certificate> certificates() {
        return read("certificate", GivenFile::certificates);
    }

    private static List<X509Certificate> certificates(byte[] bytes) {
        try {
            var factory = CertificateFactory.getInstance("X.509", Bouncy.CASTLE);
            var all =
                    factory.generateCertificates(new ByteArrayInputStream(bytes)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) {
                throw new Malformed("it holds none");
            }
            return all;
        } catch (CertificateException unreadable) {
            throw new Malformed(String.valueOf(unreadable.getMessage()));
        }
    }

    private interface Reading<T> {
        T of(byte[] bytes);
    }

    private <T> T read(String what, Reading<T> reading) {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Malformed("it is longer than any");
            }
            return reading.of(bytes);
        } catch (Rejected malformed) {
            throw usage("%s is no %s: %s".formatted(path, what, malformed.finding()));
        } catch (IOException unreadable) {
            throw usage("%s cannot be read as a %s: %s".formatted(path, what, unreadable));
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(line, sentence);
    }
}
