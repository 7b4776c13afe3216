package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.witness.Judgement.Standing;
import dev.lekha.crypto.witness.TlogProof;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.kernel.privacy.WrappedKeys.Kept;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is recorded, read, erased by two operators and gone, on the running platform. */
class ErasureDoorTest {
    private static final String NAME = "Zoltana Quackenbush-Featherstone";
    private static final String ADDRESS = "zoltana.quackenbush@example.org";
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String OTHER = "lk.second." + SECRET;
    private static final String CONTACT =
            """
            {"applicationEntity":"crew-app","subject":"s-9f2c","purposes":["outage"],\
            "name":"%s","address":"%s"}\
            """
                    .formatted(NAME, ADDRESS);
    private static final String ROW = "contacts/crew-app~s-9f2c?purpose=outage";
    private static final String REQUEST =
            "{\"subject\":\"s-9f2c\",\"ground\":\"GDPR article 17(1)(b)\",\"reference\":\"case-7\"}";
    private static final String APPROVE = "{\"subject\":\"s-9f2c\",\"reference\":\"case-7\"}";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;

    private Path data;

    @Test
    @Requirement("7.6")
    void a_person_is_erased_by_two_operators_and_every_proof_given_before_holds() throws Exception {
        data = folder.resolve("data");
        try (var client = HttpClient.newHttpClient();
                var platform =
                        new RunningPlatform(
                                data,
                                "--lekha.evidence.enabled=true",
                                "--lekha.evidence.pace=50ms",
                                "--lekha.evidence.idle-pace=50ms",
                                "--lekha.mqtt.mode=off")) {
            long position = recorded(platform, "\"first\"");
            assertThat(platform.view(ROW)).contains(NAME, ADDRESS);
            assertThat(platform.view("contacts/crew-app~s-9f2c"))
                    .contains("{\"withheld\":\"purpose\"}")
                    .doesNotContain(NAME, ADDRESS);
            assertThat(platform.view("contacts?format=csv&purpose=outage")).contains(ADDRESS);
            digest_tells_nothing(platform, position);
            var auditor = new Published(platform.http, platform.operator, client);
            await().atMost(LONG).until(() -> auditor.size() >= position);
            var proof = auditor.body("/api/evidence/inclusion?position=" + position);
            var leaf = leaf(auditor, position);
            var bundle = exported("before.zip", position);
            var before = backedUp("backup-before");
            holders(NAME, ADDRESS).isEmpty();
            holders("crew-app").isNotEmpty();
            var wrapped = wrapped(data);

            erased(platform);

            assertThat(platform.view(ROW)).contains("{\"erased\":true}").doesNotContain(NAME);
            assertThat(platform.view("erasures/s-9f2c"))
                    .contains("\"state\":\"erased\"", "\"approvedBy\":\"second\"");
            assertThat(log(platform)).contains("SubjectKeyDestroyed", "ContactRecorded");
            assertThat(log(platform)).doesNotContain(NAME, ADDRESS);
            var again = command(platform, platform.operator, "registration/RecordContact", CONTACT);
            assertThat(again).contains("subject-erased");

            assertThat(leaf(auditor, position)).isEqualTo(leaf);
            var judgement = TlogProof.parse(proof).verify(Hash.leaf(leaf), auditor.policy());
            assertThat(judgement.standing()).isEqualTo(Standing.NOT_ASKED);
            Files.write(folder.resolve("policy"), auditor.body("/api/evidence/policy"));
            for (var zip : List.of(bundle, exported("after.zip", position))) {
                var verified =
                        Ran.lekha("audit", "verify", zip, "--policy", folder.resolve("policy"));
                assertThat(verified.code()).as(verified.out() + verified.err()).isIn(0, 10);
            }
            assertThat(contains(data.resolve("subject-keys.db"), wrapped)).isFalse();
            assertThat(contains(before.resolve("subject-keys.db"), wrapped)).isTrue();
            var after = backedUp("backup-after");
            assertThat(contains(after.resolve("subject-keys.db"), wrapped)).isFalse();
            restored(after);
        }
        holders(NAME, ADDRESS).isEmpty();
        var replay = Ran.lekha("replay", "--data", data);
        assertThat(replay.code()).as(replay.out() + replay.err()).isZero();
    }

    /** As if it had died between the word and the deed: the key is there and its end in the log. */
    @Test
    void a_key_whose_end_is_in_the_log_is_destroyed_again() throws Exception {
        data = folder.resolve("data");
        var file = data.resolve("subject-keys.db");
        byte[] before;
        try (var platform = new RunningPlatform(data, "--lekha.mqtt.mode=off")) {
            recorded(platform, "\"first\"");
            before = Files.readAllBytes(file);
            erased(platform);
        }
        Files.write(file, before);
        forgetThatItWasDone();
        assertThat(wrapped(data)).isNotEmpty();
        restored(backedUp("backup"));
        try (var platform = new RunningPlatform(data, "--lekha.mqtt.mode=off")) {
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(platform.view(ROW)).contains("\"erased\":true"));
        }
        holders(NAME, ADDRESS).isEmpty();
    }

    private void forgetThatItWasDone() throws SQLException {
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("views.db"));
                var tokens = file.createStatement()) {
            int forgotten =
                    tokens.executeUpdate(
                            "DELETE FROM tokens WHERE processor = 'privacy.key-destruction'");
            assertThat(forgotten).isEqualTo(1);
        }
    }

    /**
     * @return position of the contact
     */
    private static long recorded(RunningPlatform platform, String key) throws Exception {
        ok(
                platform,
                "registration/RegisterApplicationEntity",
                "{\"applicationEntity\":\"crew-app\",\"secret\":\"" + SECRET + "\"}");
        ok(
                platform,
                "registration/IssueCredential",
                "{\"credential\":\"second\",\"principal\":\"second\",\"roles\":[\"OPERATOR\"],\"secret\":\""
                        + SECRET
                        + "\"}");
        var answer =
                platform.post(
                        "/api/commands/registration/RecordContact",
                        platform.operator,
                        CONTACT,
                        "Idempotency-Key",
                        key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body()).path("position").asLong();
    }

    private static void digest_tells_nothing(RunningPlatform platform, long position)
            throws Exception {
        var path = "/api/log?from=%d&to=%d".formatted(position, position);
        var line = platform.get(path, platform.operator).body();
        assertThat(line).contains("rqdigest").doesNotContain(NAME, ADDRESS);
        var guess = "registration/RecordContact\n" + CONTACT;
        assertThat(line).doesNotContain(Sha2.SHA_256.hex(guess.getBytes(StandardCharsets.UTF_8)));
    }

    private static void approved(RunningPlatform platform) throws Exception {
        assertThat(command(platform, platform.operator, "privacy/ApproveErasure", APPROVE))
                .contains("erasure-not-requested");
        ok(platform, "privacy/RequestErasure", REQUEST);
        assertThat(command(platform, platform.operator, "privacy/ApproveErasure", APPROVE))
                .contains("same-operator");
        assertThat(command(platform, OTHER, "privacy/ApproveErasure", APPROVE))
                .contains("privacy.SubjectKeyDestroyed");
    }

    private static void erased(RunningPlatform platform) throws Exception {
        approved(platform);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(platform.view(ROW)).doesNotContain(ADDRESS));
    }

    /** In a folder of its own, where nobody but the restore destroys keys. */
    private void restored(Path backup) throws Exception {
        var target = folder.resolve("restored-" + backup.getFileName());
        var ran = Ran.lekha("restore", "--from", backup, "--data", target);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("Keys of erased subjects destroyed: 1.");
        try (var store = StoreInFolder.openReadOnly(target)) {
            assertThat(store.subjectKeys().find("s-9f2c")).isEqualTo(new Kept.Destroyed());
        }
    }

    private Path backedUp(String name) {
        var to = folder.resolve(name);
        var ran = Ran.lekha("backup", "--data", data, "--to", to);
        assertThat(ran.code()).as(ran.err()).isZero();
        return to;
    }

    private Path exported(String name, long position) {
        var zip = folder.resolve(name);
        var ran =
                Ran.lekha(
                        "audit", "export", "--data", data, "--from", position, "--to", position,
                        "--out", zip);
        assertThat(ran.code()).as(ran.err()).isZero();
        return zip;
    }

    private static byte[] wrapped(Path folder) {
        try (var store = StoreInFolder.openReadOnly(folder)) {
            return switch (store.subjectKeys().find("s-9f2c")) {
                case WrappedKeys.Kept.Wrapped(var bytes) -> bytes;
                case Kept.Absent(), Kept.Destroyed() -> throw new AssertionError("no key");
            };
        }
    }

    private static byte[] leaf(Published auditor, long position) {
        return new TileReader(auditor, auditor.head(), new TileCache(8))
                .bundle(0)
                .get((int) position - 1);
    }

    private static String log(RunningPlatform platform) throws Exception {
        return platform.get("/api/log", platform.operator).body();
    }

    private static void ok(RunningPlatform platform, String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String command(RunningPlatform platform, String key, String command, String body)
            throws Exception {
        return platform.post("/api/commands/" + command, key, body).body();
    }

    /** Files of the test's folder, data, backups and bundles, that hold one of the texts. */
    private org.assertj.core.api.ListAssert<Path> holders(String... texts) throws IOException {
        var holders = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                for (var text : texts) {
                    if (contains(file, text.getBytes(StandardCharsets.UTF_8))) {
                        holders.add(file);
                    }
                }
            }
        }
        return assertThat(holders);
    }

    private static boolean contains(Path file, byte[] wanted) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
