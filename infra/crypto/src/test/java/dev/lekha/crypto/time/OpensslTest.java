package dev.lekha.crypto.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others' tool says of our tokens, and ours of its queries. */
class OpensslTest {
    @TempDir Path folder;

    private final TimeStampKey key =
            TimeStampKey.make("Lekha time", Instant.now().minus(Duration.ofDays(1)), 10);
    private final TimeStampAuthority authority =
            new TimeStampAuthority(
                    key,
                    "2.999.1",
                    Duration.ofSeconds(1),
                    () -> Optional.of(Duration.ZERO),
                    InstantSource.system());

    @BeforeEach
    void installed() {
        boolean found;
        try {
            found = run("openssl", "version").status() == 0;
        } catch (IOException missing) {
            found = false;
        }
        assumeTrue(found, "openssl is not installed");
    }

    @Test
    void openssl_verifies_our_tokens() throws Exception {
        var data = write("data", "a checkpoint\n".getBytes(StandardCharsets.UTF_8));
        var query = new TimeStampQuery(Files.readAllBytes(data), BigInteger.valueOf(77));
        var answer = write("answer.tsr", authority.answer(query.der()));

        assertThat(verify(answer, "-data", data.toString()).output()).contains("Verification: OK");

        var other = write("other", "another\n".getBytes(StandardCharsets.UTF_8));
        assertThat(verify(answer, "-data", other.toString()).status()).isNotZero();
    }

    @Test
    void our_authority_answers_a_query_of_openssl() throws Exception {
        var data = write("data", "a checkpoint\n".getBytes(StandardCharsets.UTF_8));
        var query = folder.resolve("query.tsq");
        var made =
                run(
                        "openssl",
                        "ts",
                        "-query",
                        "-data",
                        data.toString(),
                        "-sha256",
                        "-cert",
                        "-out",
                        query.toString());
        assertThat(made.status()).as(made.output()).isZero();

        var answer = write("answer.tsr", authority.answer(Files.readAllBytes(query)));

        assertThat(verify(answer, "-queryfile", query.toString()).output())
                .contains("Verification: OK");
    }

    private Ran verify(Path answer, String... what) throws Exception {
        var command =
                new ArrayList<>(List.of("openssl", "ts", "-verify", "-in", answer.toString()));
        command.addAll(List.of(what));
        command.addAll(List.of("-CAfile", root().toString()));
        return run(command.toArray(String[]::new));
    }

    private Path root() throws IOException, CertificateEncodingException {
        var base64 = Base64.getMimeEncoder().encodeToString(key.chain().getLast().getEncoded());
        var pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        return write("root.pem", pem.getBytes(StandardCharsets.US_ASCII));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private record Ran(int status, String output) {}

    private static Ran run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            throw new AssertionError(interrupted);
        }
        return new Ran(process.exitValue(), output);
    }
}
