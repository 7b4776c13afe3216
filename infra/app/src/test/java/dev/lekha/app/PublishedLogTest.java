package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.bundle.ProofText;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.ProofCheck;
import dev.lekha.crypto.tree.RangeCheck;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.Judgement.Standing;
import dev.lekha.crypto.witness.TlogProof;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.Leaf;
import dev.lekha.wire.WireServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running platform publishes, verified by others than who publishes it. */
class PublishedLogTest {
    private static final int NODES = 300;
    private static final String[] QUICK = {
        "--lekha.evidence.enabled=true",
        "--lekha.evidence.pace=50ms",
        "--lekha.evidence.idle-pace=50ms",
        "--lekha.evidence.time.every=1s",
        "--lekha.mqtt.mode=off"
    };

    @TempDir static Path parent;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Path data;
    private static RunningPlatform platform;
    private static Published auditor;

    /** Once nothing more happens, all but the last token's own event is published and stamped. */
    @BeforeAll
    static void up() throws Exception {
        data = parent.resolve("data");
        try (var core = new Core(data)) {
            CompletableFuture.allOf(
                            IntStream.range(0, NODES)
                                    .mapToObj(i -> registered(core, "meter-" + i))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
        platform = new RunningPlatform(data, QUICK);
        auditor = new Published(platform.http, platform.operator, CLIENT);
        settle(auditor, NODES);
    }

    private static CompletableFuture<?> registered(Core core, String node) {
        var body = "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node);
        return core.send("registration", "RegisterNode", body, node);
    }

    @AfterAll
    static void down() {
        platform.close();
        CLIENT.close();
    }

    private static void settle(Published published, long atLeast) {
        await().until(() ->
                published.size() >= atLeast
                        && published.get(token(published.size())).statusCode() == 200);
    }

    private static String token(long size) {
        return "/timestamp/" + size + "/platform.tsr";
    }

    @Test
    void an_event_is_proven_by_its_tile_its_proof_and_the_checkpoint() {
        var head = auditor.head();
        var tree = new TileReader(auditor, head, new TileCache(8));
        var records = tree.bundle(0);
        for (long position : new long[] {1, 17, 256}) {
            var record = records.get((int) position - 1);
            assertThat(new Leaf(record, new byte[0]).position()).isEqualTo(position);
            var proof =
                    TlogProof.parse(auditor.body("/api/evidence/inclusion?position=" + position));
            var judgement = proof.verify(Hash.leaf(record), auditor.policy());
            assertThat(judgement.standing()).isEqualTo(Standing.NOT_ASKED);
            assertThat(judgement.checkpoint().head()).isEqualTo(head);
            assertThat(proof.index()).isEqualTo(position - 1);
        }
    }

    @Test
    void any_stretch_of_the_log_is_proven_at_once() {
        var head = auditor.head();
        var leaves = new ArrayList<Hash>();
        var tree = new TileReader(auditor, head, new TileCache(8));
        for (int index = 99; index < 270; index++) {
            leaves.add(Hash.leaf(tree.bundle(index / 256).get(index % 256)));
        }
        var text = auditor.body("/api/evidence/range?from=100&to=270");
        var proof = ProofText.parse(text, ProofText.Format.RANGE);
        assertThat(proof.numbers()).containsExactly(99L, 270L, head.size());
        RangeCheck.range(99, 270, head, leaves.iterator(), proof.hashes());
    }

    @Test
    void hashes_and_signatures_are_for_everybody_and_entries_for_readers_of_the_log() {
        var stranger = new Published(platform.http, "", CLIENT);
        long size = stranger.size();
        assertThat(stranger.get("/tile/0/000").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/checkpoint/" + size).statusCode()).isEqualTo(200);
        assertThat(stranger.get(token(size)).statusCode()).isEqualTo(200);
        assertThat(stranger.get("/api/evidence/inclusion?position=1").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/tile/entries/000").statusCode()).isEqualTo(401);
        assertThat(auditor.get("/tile/entries/000").statusCode()).isEqualTo(200);
    }

    @Test
    void each_kind_has_its_media_type_and_what_never_changes_is_cached() {
        long size = auditor.size();
        assertHeaders("/checkpoint", "text/plain;charset=utf-8", "no-cache");
        assertHeaders("/checkpoint/" + size, "text/plain;charset=utf-8", "immutable");
        assertHeaders("/tile/0/000", "application/octet-stream", "immutable");
        assertHeaders("/tile/entries/000", "application/octet-stream", "private");
        assertHeaders(token(size), "application/timestamp-reply", "immutable");
    }

    private static void assertHeaders(String path, String type, String cache) {
        var answer = auditor.get(path);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(path)
                .isEqualToIgnoringCase(type);
        assertThat(answer.headers().allValues("Cache-Control"))
                .as(path)
                .singleElement()
                .asString()
                .contains(cache);
        var tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(auditor.get(path, "If-None-Match", tag).statusCode()).as(path).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/checkpoint/0",
                "/checkpoint/01",
                "/checkpoint/999999999",
                "/checkpoint/x",
                "/tile/0/0",
                "/tile/0/001.p/0",
                "/tile/0/000.p/256",
                "/tile/00/000",
                "/tile/64/000",
                "/tile/7/000",
                "/tile/0/%30%30%30",
                "/tile/0/x000/000",
                "/tile/lock",
                "/timestamp/1/platform.pem",
                "/timestamp/1/..tsr",
                "/api/evidence/inclusion?position=999999999",
                "/api/evidence/consistency?from=1&to=2000000"
            })
    void what_is_not_published_is_not_there(String path) {
        var answer = auditor.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tile/..%2f..%2foperator.key",
                "/tile/%2e%2e/%2e%2e/keys/log.pem",
                "/timestamp/1/..%2f..%2fcheckpoint",
                "/checkpoint/..%2flock",
                "/tile/0/..;/..;/lock",
                "/api/evidence/inclusion?position=0",
                "/api/evidence/inclusion?position=one"
            })
    void no_path_leads_out_of_what_is_published(String path) {
        assertThat(auditor.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void every_token_is_an_event_itself_and_an_idle_log_does_not_grow() throws Exception {
        long size = auditor.size();
        await().untilAsserted(() ->
                assertThat(logged())
                        .contains("\"size\":" + size, "\"authority\":\"platform\"")
                        .contains(auditor.head(size).root().base64()));
        long head = log().head();
        // Two more looks of the time-stamping would have come to it.
        await().during(2_500, TimeUnit.MILLISECONDS)
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> log().head() == head && auditor.size() == size);
    }

    private static Log log() {
        return platform.context.getBean(Log.class);
    }

    private static String logged() throws IOException, InterruptedException {
        return platform.get("/api/log?type=evidence.CheckpointTimeStamped", platform.operator)
                .body();
    }

    @Test
    void openssl_verifies_the_token_over_the_checkpoint_s_bytes() throws Exception {
        assumeTrue(isHere("openssl", "version"), "openssl is not installed");
        long size = auditor.size();
        var checkpoint = Files.write(parent.resolve("cp"), auditor.body("/checkpoint/" + size));
        var token = Files.write(parent.resolve("token.tsr"), auditor.body(token(size)));
        var root =
                Files.write(
                        parent.resolve("root.pem"),
                        auditor.body("/api/evidence/time-stamping-root"));
        assertThat(
                        run(
                                "openssl",
                                "ts",
                                "-verify",
                                "-in",
                                token.toString(),
                                "-data",
                                checkpoint.toString(),
                                "-CAfile",
                                root.toString()))
                .isZero();
    }

    @Test
    void the_second_verifier_takes_the_folder_and_a_proof() throws Exception {
        assumeTrue(isHere("python3", "--version"), "python3 is not installed");
        assumeTrue(isHere("openssl", "version"), "openssl is not installed");
        var script = Path.of("../crypto/src/test/python/published.py").toString();
        var policy = data.resolve("evidence/log.policy").toString();
        long size = auditor.size();
        var checkpoint = data.resolve("evidence/checkpoints/" + size).toString();
        var folder = data.resolve("evidence").toString();
        assertThat(run("python3", "-B", script, "tiles", policy, folder, checkpoint)).isEqualTo(10);
        var tree = new TileReader(auditor, auditor.head(size), new TileCache(8));
        var record = Files.write(parent.resolve("record"), tree.bundle(0).get(41));
        var proof =
                Files.write(
                        parent.resolve("proof"),
                        auditor.body("/api/evidence/inclusion?position=42"));
        assertThat(
                        run(
                                "python3",
                                "-B",
                                script,
                                "proof",
                                policy,
                                record.toString(),
                                proof.toString()))
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 200, 257, 300})
    void an_event_is_checked_by_hand_as_the_page_says(long position) throws Exception {
        for (var tool : List.of("bash", "curl", "openssl")) {
            assumeTrue(isHere(tool, tool.equals("openssl") ? "version" : "--version"), tool);
        }
        var page = Files.readString(Path.of("../docs/evidence.md"));
        int begin = page.indexOf("```sh\n", page.indexOf("## One event by hand\n")) + 6;
        var lines = page.substring(begin, page.indexOf("```\n", begin));
        var own = Files.createDirectories(parent.resolve("by-hand-" + position));
        var script =
                "set -euo pipefail; cd %s; API=%s AUTH='Authorization: Bearer %s' POSITION=%d\n"
                        .formatted(own, platform.http, platform.operator, position);
        var file = Files.writeString(parent.resolve("by-hand.sh"), script + lines);
        assertThat(run("bash", file.toString()))
                .as(Files.readString(parent.resolve("output")))
                .isZero();
        assertThat(Files.readString(parent.resolve("output")))
                .contains(
                        "Signature Verified Successfully", "stands in the log", "Verification: OK");
    }

    @Test
    void keys_and_what_is_published_are_for_the_owner_alone() throws Exception {
        for (var folder : List.of("keys", "evidence")) {
            assertThat(permissions(data.resolve(folder))).isEqualTo("rwx------");
        }
        for (var key : List.of("log.pem", "log-ml-dsa-44.pem", "time-stamping.pem")) {
            assertThat(permissions(data.resolve("keys").resolve(key))).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void health_and_metrics_tell_how_far_it_is() throws Exception {
        assertThat(platform.get("/actuator/prometheus", platform.operator).body())
                .contains(
                        "lekha_evidence_size",
                        "lekha_evidence_lag",
                        "lekha_evidence_failures_total 0.0",
                        "lekha_evidence_timestamp_failures_total 0.0");
    }

    private static boolean isHere(String... command) throws InterruptedException {
        try {
            return run(command) == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(parent.resolve("output").toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end: " + List.of(command));
        }
        return process.exitValue();
    }

    @Test
    void a_restart_goes_on_from_what_was_published_and_a_copied_log_gives_the_same_root()
            throws Exception {
        var own = parent.resolve("restarted");
        StoredNodes.run(own, "first", "second");
        var before = published(own, 2);
        StoredNodes.run(own, "third");
        var after = published(own, before.size() + 1);
        assertThat(after.size()).isGreaterThan(before.size());
        assertThat(own.resolve("evidence/checkpoints/" + before.size())).exists();

        try (var server = new WireServer()) {
            var copied = Ran.lekha("log", "copy", "--from", own, "--to", server.connection());
            assertThat(copied.code()).as(copied.err()).isZero();
            var elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
            Files.copy(own.resolve("operator.key"), elsewhere.resolve("operator.key"));
            try (var copy = running(elsewhere, "--lekha.store=" + server.connection())) {
                var reader = new Published(copy.http, copy.operator, CLIENT);
                settle(reader, after.size());
                var path = "/api/evidence/consistency?from=" + after.size();
                var proof = ProofText.parse(reader.body(path), ProofText.Format.CONSISTENCY);
                ProofCheck.consistency(
                        after, reader.head(proof.numbers().getLast()), proof.hashes());
            }
        }
    }

    private static TreeHead published(Path folder, long atLeast) throws Exception {
        try (var running = running(folder)) {
            var reader = new Published(running.http, running.operator, CLIENT);
            settle(reader, atLeast);
            return reader.head();
        }
    }

    private static RunningPlatform running(Path folder, String... more) throws IOException {
        var settings = new ArrayList<>(List.of(QUICK));
        settings.addAll(List.of(more));
        return new RunningPlatform(folder, settings.toArray(String[]::new));
    }

    @Test
    void a_flipped_byte_in_a_tile_gives_no_proof() throws Exception {
        var own = parent.resolve("flipped");
        StoredNodes.run(own, "first", "second");
        var head = published(own, 2);
        var tile = own.resolve("evidence/tile/0/000.p/" + head.size());
        try (var running = running(own)) {
            var reader = new Published(running.http, running.operator, CLIENT);
            assertThat(reader.get("/api/evidence/inclusion?position=1").statusCode())
                    .isEqualTo(200);
            StoredNodes.flip(tile, 5);
            assertThat(reader.get("/api/evidence/inclusion?position=1").statusCode())
                    .isEqualTo(500);
            assertThatThrownBy(() -> new TileReader(reader, head, new TileCache(8)))
                    .isInstanceOf(Invalid.class);
        }
        try (var running = running(own)) {
            await().untilAsserted(() ->
                    assertThat(running.get("/actuator/health", "").body()).contains("DEGRADED"));
        }
    }
}
