package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.app.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs what {@code infra/docs/audit.md} says about one event, with the tools that it names. */
class ByHandTest {
    private static final Path PAGE = Path.of("../docs/audit.md");

    @TempDir Path parent;
    private PublishedFolder folder;

    @BeforeEach
    void a_log_is_published_and_stamped() throws IOException {
        assumeTrue(
                Stream.of("unzip", "openssl", "sha256sum", "base64", "bash")
                        .allMatch(tool -> Files.isExecutable(Path.of("/usr/bin", tool))),
                "the tools are missing");
        folder = PublishedFolder.in(parent.resolve("data"), 30);
        folder.publish();
        folder.stamp();
        Files.copy(folder.policy(), parent.resolve("policy"));
        Files.copy(folder.timeRoot(), parent.resolve("root.pem"));
    }

    private String byHand(int expected) throws IOException, InterruptedException {
        var page = Files.readString(PAGE);
        var begin = page.indexOf("```bash\n") + "```bash\n".length();
        var script = page.substring(begin, page.indexOf("```", begin));
        var process =
                new ProcessBuilder("bash", "-c", script)
                        .directory(parent.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expected);
        return said;
    }

    private void export(long position) {
        var zip = parent.resolve("x.zip");
        var ran =
                Ran.lekha(
                        "audit",
                        "export",
                        "--data",
                        folder.data(),
                        "--out",
                        zip,
                        "--from",
                        position,
                        "--to",
                        position);
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 17, 30})
    void an_event_is_verified_as_the_page_says(long position) throws Exception {
        export(position);
        assertThat(byHand(0))
                .contains("The event stands in the tree of the checkpoint.")
                .contains("Signature Verified Successfully", "Verification: OK", "Time stamp:");
    }

    @Test
    void with_the_key_of_somebody_else_it_is_not() throws Exception {
        export(17);
        var other = "log " + W1.key() + "\n";
        Files.writeString(parent.resolve("policy"), other);
        assertThat(byHand(1)).contains("Signature Verification Failure");
    }
}
