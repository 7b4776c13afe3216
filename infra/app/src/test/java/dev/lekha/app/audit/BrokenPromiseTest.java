package dev.lekha.app.audit;

import static dev.lekha.app.audit.GivenReceipts.COMMITMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator gave a receipt for a message, and then keeps it out of what he publishes. */
@Timeout(60)
class BrokenPromiseTest {
    private static final int POSITION = 8;
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir Path parent;
    private PublishedFolder log;
    private VerifierKey logKey;
    private ServedFolder served;
    private GivenReceipts receipts;
    private Path seal;
    private Path kept;

    /** One that keeps the message at its position, of which nothing is published yet. */
    @BeforeEach
    void a_receipt_was_given() throws IOException {
        var plain = PublishedFolder.in(parent.resolve("plain"), 12);
        logKey = plain.logKeys().getFirst().key();
        receipts = GivenReceipts.of(plain);
        log =
                plain.rewritten(
                        parent.resolve("data"),
                        Integer.MAX_VALUE,
                        stored -> stored.position() == POSITION ? message(stored) : stored);
        served = new ServedFolder(log);
        seal = receipts.sealKey(parent.resolve("seal.pem"));
        kept = Files.createDirectories(parent.resolve("kept"));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static Log.Stored message(Log.Stored stored) {
        var body =
                "{\"node\":\"pump-1\",\"request\":\"r-1\",\"commitment\":\"%s\"}"
                        .formatted(COMMITMENT);
        return new Log.Stored(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                "evidence.OriginEvidenceStored",
                "1",
                stored.tags(),
                stored.metadata(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private Path receipt(Duration due) throws IOException {
        return Files.write(
                kept.resolve("r-1"), receipts.receipt(POSITION, Instant.now().plus(due)));
    }

    private Ran watch(Object... options) throws IOException {
        var arguments = new ArrayList<Object>(List.of("audit", "watch", "--url", served.url()));
        arguments.addAll(List.of("--log-key", logKey, "--state", parent.resolve("state")));
        arguments.addAll(List.of("--seal-key", seal, "--receipts", kept));
        arguments.addAll(List.of(options));
        return Ran.lekha(arguments.toArray());
    }

    private Path apiKey() throws IOException {
        return Files.writeString(parent.resolve("auditor.key"), "lk.auditor.secret\n");
    }

    @Test
    @Requirement("4.23")
    void what_was_promised_and_is_not_published_in_time_is_an_alarm_of_its_own() throws Exception {
        log.publish(POSITION - 1);
        var receipt = receipt(LONG.negated());
        var ran = watch("--once");
        assertThat(ran.code()).as(ran.err()).isEqualTo(33);
        assertThat(ran.err())
                .contains("ALARM BROKEN_PROMISE", receipt.toString(), "7 events are published");
    }

    @Test
    void what_is_not_due_yet_is_waited_for_and_what_is_published_is_kept() throws Exception {
        log.publish(POSITION - 1);
        receipt(LONG);
        assertThat(watch("--once").code()).isZero();
        log.publish();
        receipt(LONG.negated());
        var ran = watch("--once", "--api-key", apiKey());
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void a_promise_that_is_broken_while_it_watches_ends_the_watch() throws Exception {
        log.publish(POSITION - 1);
        receipt(Duration.ofMillis(500));
        assertThat(watch("--every", "20ms").code()).isEqualTo(33);
    }

    @Test
    void a_receipt_that_is_put_into_the_folder_meanwhile_counts() throws Exception {
        log.publish(POSITION - 1);
        var later =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            Awaitility.await().until(() -> Files.exists(parent.resolve("state")));
                            try {
                                receipt(LONG.negated());
                            } catch (IOException failed) {
                                throw new IllegalStateException(failed);
                            }
                        });
        later.start();
        assertThat(watch("--every", "20ms").code()).isEqualTo(33);
        later.join();
    }

    @Test
    void another_event_in_its_place_is_seen_by_who_may_read_entries() throws Exception {
        var lie =
                log.rewritten(
                        parent.resolve("lie"),
                        Integer.MAX_VALUE,
                        stored -> stored.position() == POSITION ? other(stored) : stored);
        Files.createDirectories(lie.evidence());
        lie.publish();
        receipt(LONG.negated());
        served.turnTo(lie);
        // For everybody else, something stands at the position.
        assertThat(watch("--once").code()).isZero();
        var ran = watch("--once", "--api-key", apiKey());
        assertThat(ran.code()).as(ran.err()).isEqualTo(33);
        assertThat(ran.err()).contains("At position 8 stands another event");
    }

    private static Log.Stored other(Log.Stored stored) {
        var body = new String(stored.body(), StandardCharsets.UTF_8);
        return new Log.Stored(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                stored.type(),
                stored.version(),
                stored.tags(),
                stored.metadata(),
                body.replace(COMMITMENT, "00".repeat(32)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void receipts_are_also_taken_in_base64_one_a_line() throws Exception {
        log.publish(POSITION - 1);
        var encoder = Base64.getEncoder();
        var one = encoder.encodeToString(receipts.receipt(2, Instant.now().minus(LONG)));
        var two = encoder.encodeToString(receipts.receipt(POSITION, Instant.now().minus(LONG)));
        var file = Files.writeString(parent.resolve("lines"), one + "\n" + two + "\n");
        var ran = watch("--once", "--receipts", file);
        assertThat(ran.code()).isEqualTo(33);
        assertThat(ran.err()).contains("position 8");
    }

    @Test
    void what_the_platform_has_not_sealed_accuses_nobody() throws Exception {
        log.publish(POSITION - 1);
        var other = GivenReceipts.of(PublishedFolder.in(parent.resolve("stranger"), 1));
        var forged = other.receipt(POSITION, Instant.now().minus(LONG));
        Files.write(kept.resolve("forged"), forged);
        Files.writeString(kept.resolve("note"), "nothing at all");
        var ran = watch("--once");
        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .contains("forged is not held against the log: it is not under the platform's seal")
                .contains("note is not held against the log: a line is not base64");
        var named = watch("--once", "--receipts", kept.resolve("forged"));
        assertThat(named.code()).isEqualTo(64);
    }

    @Test
    void without_the_seal_s_key_no_receipt_can_be_held_against_anybody() throws Exception {
        var ran =
                Ran.lekha(
                        "audit",
                        "watch",
                        "--once",
                        "--url",
                        served.url(),
                        "--log-key",
                        logKey,
                        "--state",
                        parent.resolve("state"),
                        "--receipts",
                        kept);
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("--seal-key");
    }
}
