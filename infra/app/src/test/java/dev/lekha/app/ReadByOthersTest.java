package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a platform publishes, read by Go's {@code golang.org/x/mod/sumdb}: tiles, checkpoints,
 * proofs. Needs {@code go} and that package's source: on Debian {@code apt install golang-go
 * golang-golang-x-mod-dev}.
 */
class ReadByOthersTest {
    private static final Path GO_PATH = Path.of("/usr/share/gocode");
    private static final Path PROGRAM = Path.of("src/test/go/readlog.go").toAbsolutePath();
    private static final int SECONDS = 120;
    private static final String[] QUICK = {
        "--lekha.evidence.enabled=true",
        "--lekha.evidence.pace=50ms",
        "--lekha.evidence.idle-pace=50ms",
        "--lekha.evidence.time.own=false",
        "--lekha.mqtt.mode=off"
    };

    @TempDir Path folder;
    private Path data;
    private Path output;

    @BeforeEach
    void go_and_its_package_are_here() {
        var source = GO_PATH.resolve("src/golang.org/x/mod/sumdb/tlog");
        assumeTrue(Files.exists(source), source + " is not here: golang-golang-x-mod-dev");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/go")), "/usr/bin/go is not here");
        data = folder.resolve("data");
        output = folder.resolve("output");
    }

    @Test
    void others_read_the_log_and_accept_its_proofs() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var before = published(client, 1, 10, "");
            published(client, 11, 300, "" + before);
            assertThat(Files.readString(output)).contains("grew out of that of " + before);
        }
    }

    @Test
    void a_byte_that_was_flipped_in_a_tile_others_notice() throws Exception {
        StoredNodes.run(data, nodes(1, 20));
        try (var client = HttpClient.newHttpClient();
                var platform = new RunningPlatform(data, QUICK)) {
            var size = settled(new Published(platform.http, platform.operator, client), 20);
            assertThat(read(platform, client, size)).as(Files.readString(output)).isZero();
            StoredNodes.flip(data.resolve("evidence/tile/0/000.p/" + size), 5);
            assertThat(read(platform, client, size)).isNotZero();
        }
    }

    private long published(HttpClient client, int from, int to, String older) throws Exception {
        StoredNodes.run(data, nodes(from, to));
        try (var platform = new RunningPlatform(data, QUICK)) {
            var size = settled(new Published(platform.http, platform.operator, client), to);
            if (!older.isEmpty()) {
                assertThat(read(platform, client, Long.parseLong(older)))
                        .as(Files.readString(output))
                        .isZero();
            }
            return size;
        }
    }

    private static String[] nodes(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "node-" + i).toArray(String[]::new);
    }

    private static long settled(Published published, long atLeast) {
        await().until(() -> published.size() >= atLeast);
        return published.size();
    }

    private int read(RunningPlatform platform, HttpClient client, long older)
            throws IOException, InterruptedException {
        var policy = new Published(platform.http, "", client).body("/api/evidence/policy");
        var verifierKey =
                new String(policy, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .substring(4);
        var builder =
                new ProcessBuilder(
                                "/usr/bin/go",
                                "run",
                                PROGRAM.toString(),
                                platform.http.toString(),
                                verifierKey,
                                Long.toString(older))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", GO_PATH.toString());
        builder.environment().put("GOCACHE", folder.resolve("go").toString());
        builder.environment().put("KEY", platform.operator);
        var process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the reader does not end");
        }
        return process.exitValue();
    }
}
