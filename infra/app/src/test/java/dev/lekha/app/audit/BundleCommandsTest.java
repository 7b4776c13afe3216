package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static dev.lekha.app.audit.PublishedFolder.W2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.app.StoredNodes;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor sees of {@code lekha audit export} and {@code verify}. */
class BundleCommandsTest {
    private static final int EARLY = 100;
    private static final int UNSTAMPED = 150;
    private static final int LATER = 290;

    @TempDir static Path shared;
    private static PublishedFolder folder;
    private static Path policy;

    @TempDir Path mine;

    /** Published at four sizes, of which the first and the third were stamped. */
    @BeforeAll
    static void a_platform_has_published_its_log() throws IOException {
        folder = PublishedFolder.in(shared.resolve("data"), 300);
        folder.publish(EARLY, W1, W2);
        folder.stamp();
        folder.publish(UNSTAMPED, W1, W2);
        folder.publish(LATER, W1, W2);
        folder.stamp();
        folder.publish(W1, W2);
        policy = folder.policy();
    }

    private Path export(Object... options) {
        var zip = mine.resolve("x.zip");
        var arguments = new Object[options.length + 6];
        var head = new Object[] {"audit", "export", "--data", folder.data(), "--out", zip};
        System.arraycopy(head, 0, arguments, 0, head.length);
        System.arraycopy(options, 0, arguments, head.length, options.length);
        var ran = Ran.lekha(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return zip;
    }

    private static Path kept(long size) {
        return folder.evidence().resolve("checkpoints").resolve(Long.toString(size));
    }

    @Test
    @Requirement("4.23")
    void a_bundle_of_all_that_is_published_is_valid_and_witnessed() throws IOException {
        var zip = export();
        var ran = Ran.lekha("audit", "verify", zip, "--policy", policy);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .contains("positions 1 to " + folder.head().size(), "Valid, and witnessed")
                .contains("Time stamps were not looked at");
    }

    @Test
    void a_range_lies_between_two_proven_times() throws IOException {
        var zip = export("--from", EARLY + 1, "--to", LATER - 5);
        var ran =
                Ran.lekha(
                        "audit",
                        "verify",
                        zip,
                        "--json",
                        "--policy",
                        policy,
                        "--time-root",
                        folder.timeRoot());
        assertThat(ran.code()).as(ran.out()).isZero();
        var json = Json.MAPPER.readTree(ran.out());
        assertThat(json.path("verdict").asString()).isEqualTo("witnessed");
        assertThat(json.path("first").asLong()).isEqualTo(EARLY + 1);
        assertThat(json.path("last").asLong()).isEqualTo(LATER - 5);
        assertThat(json.path("times"))
                .extracting(time -> time.path("token").asString())
                .containsExactly("timestamps/100/own.tsr", "timestamps/290/own.tsr");
    }

    @Test
    void a_checkpoint_that_the_auditor_holds_is_connected_on_demand() throws IOException {
        var zip = export("--from", 200, "--connect", UNSTAMPED);
        var ran =
                Ran.lekha(
                        "audit",
                        "verify",
                        zip,
                        "--policy",
                        policy,
                        "--known-checkpoint",
                        kept(UNSTAMPED),
                        "--known-checkpoint",
                        kept(LATER));
        assertThat(ran.code()).as(ran.out()).isZero();
    }

    @Test
    void without_a_connection_what_is_missing_is_named() {
        var zip = export("--from", 200);
        var ran =
                Ran.lekha(
                        "audit",
                        "verify",
                        zip,
                        "--policy",
                        policy,
                        "--known-checkpoint",
                        kept(UNSTAMPED));
        assertThat(ran.code()).isEqualTo(20);
        assertThat(ran.out())
                .contains("consistency with the checkpoint of size 150 is missing", "Incomplete");
    }

    @Test
    void a_body_too_large_for_its_leaf_goes_along(@TempDir Path other) throws IOException {
        var body = ("{\"large\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        var large =
                folder.rewritten(
                        other.resolve("data"),
                        5,
                        stored -> stored.position() == 3 ? withBody(stored, body) : stored);
        large.publish(W1, W2);
        var zip = mine.resolve("x.zip");
        var ran = Ran.lekha("audit", "export", "--data", large.data(), "--out", zip);
        assertThat(ran.out()).contains("large bodies: 1");
        assertThat(Ran.lekha("audit", "verify", zip, "--policy", policy).code()).isZero();
        try (var files = new ZipFile(zip.toFile());
                var opening = files.getInputStream(files.getEntry("openings/3"))) {
            assertThat(opening.readAllBytes()).isEqualTo(body);
        }
    }

    private static Log.Stored withBody(Log.Stored stored, byte[] body) {
        return new Log.Stored(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                stored.type(),
                stored.version(),
                stored.tags(),
                stored.metadata(),
                body);
    }

    @Test
    void without_the_quorum_it_is_10(@TempDir Path other) throws IOException {
        var alone = PublishedFolder.in(other.resolve("data"), 3);
        alone.publish(W1);
        var zip = mine.resolve("x.zip");
        assertThat(Ran.lekha("audit", "export", "--data", alone.data(), "--out", zip).code())
                .isZero();
        var ran = Ran.lekha("audit", "verify", zip, "--policy", alone.policy());
        assertThat(ran.code()).isEqualTo(10);
        assertThat(ran.out()).contains("Valid, but not witnessed");
    }

    @Test
    @Requirement("4.15")
    void a_flipped_byte_is_40_and_named_in_one_json_object() throws IOException {
        var zip = export("--to", 20);
        StoredNodes.flip(zip, 200);
        var ran = Ran.lekha("audit", "verify", zip, "--json", "--policy", policy);
        assertThat(ran.code()).isEqualTo(40);
        var json = Json.MAPPER.readTree(ran.out());
        assertThat(json.path("verdict").asString()).isEqualTo("invalid");
        assertThat(json.path("exitCode").asInt()).isEqualTo(40);
        assertThat(json.path("findings").size()).isPositive();
    }

    @Test
    void mistakes_of_usage_are_64_and_say_what_is_wrong() throws IOException {
        var zip = export("--to", 2);
        assertThat(Ran.lekha("audit", "verify", zip).code()).isEqualTo(64);
        var none = Ran.lekha("audit", "verify", mine.resolve("none"), "--policy", policy);
        assertThat(none.code()).isEqualTo(64);
        var bad = Files.writeString(mine.resolve("policy"), "log me\n");
        var ran = Ran.lekha("audit", "verify", zip, "--policy", bad);
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("is no policy: line 1");
        assertThat(
                        Ran.lekha("audit", "verify", zip, "--policy", policy, "--time-root", policy)
                                .err())
                .contains("is no certificate");
    }

    @Test
    void what_is_not_published_is_not_exported_and_leaves_no_file(@TempDir Path empty) {
        var zip = mine.resolve("x.zip");
        var ran =
                Ran.lekha("audit", "export", "--data", folder.data(), "--out", zip, "--to", 5_000);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("are not all published");
        assertThat(mine).isEmptyDirectory();
        var none = Ran.lekha("audit", "export", "--data", empty, "--out", zip);
        assertThat(none.err()).contains("nothing is published");
    }

    @Test
    void a_damaged_tile_is_never_exported(@TempDir Path other) throws IOException {
        var copy = other.resolve("data");
        PublishedFolder.copy(folder.data(), copy);
        StoredNodes.flip(copy.resolve("evidence/tile/entries/000"), 300);
        var ran = Ran.lekha("audit", "export", "--data", copy, "--out", mine.resolve("x.zip"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("tile/entries/000: record");
        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void certificates_and_policies_go_along_to_be_read() throws IOException {
        try (var zip = new ZipFile(export("--to", 1).toFile())) {
            assertThat(zip.getEntry("attachments/time-stamping-root.pem")).isNotNull();
            assertThat(zip.getEntry("attachments/log.policy")).isNotNull();
        }
    }
}
