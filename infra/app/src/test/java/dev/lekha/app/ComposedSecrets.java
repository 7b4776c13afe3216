package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the compose file's own script makes, in a folder of a test. */
final class ComposedSecrets {
    private static final List<Path> PLACES =
            Stream.of("/usr/bin", "/usr/sbin", "/bin", "/usr/local/bin", "/usr/local/sbin")
                    .map(Path::of)
                    .toList();

    private ComposedSecrets() {}

    static Path make(Path folder) throws IOException, InterruptedException {
        assumeTrue(
                run(program("openssl"), "version").matches("(?s)OpenSSL [3-9].*"),
                "the script needs openssl 3");
        run("sh", DeployFiles.FOLDER.resolve("compose/secrets.sh").toString(), folder.toString());
        return folder;
    }

    /** A program of this machine; a test that needs one that is missing is skipped. */
    static String program(String name) {
        var found =
                PLACES.stream()
                        .map(place -> place.resolve(name))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), name + " is not installed here");
        return found.orElseThrow().toString();
    }

    static String run(String... command) throws IOException, InterruptedException {
        var out = Files.createTempFile("ran", ".out");
        try {
            var code =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start()
                            .waitFor();
            assertThat(code).as(Files.readString(out)).isZero();
            return Files.readString(out);
        } finally {
            Files.delete(out);
        }
    }
}
