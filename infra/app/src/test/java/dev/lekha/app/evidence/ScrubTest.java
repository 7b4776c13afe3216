package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is looked at by who keeps it; what was changed is named. */
class ScrubTest {
    private static final int EVENTS = 700;
    private static final Duration DAYS = Duration.ofDays(3);

    @TempDir Path parent;

    private final LogInMemory log = LogInMemory.of(EVENTS, "record");
    private EvidenceSettings settings;
    private TreeHead newest;

    @BeforeEach
    void publish() {
        settings = EvidenceSettingsInTest.in(parent);
        Held.makePrivate(settings.keys());
        newest = publish(settings.folder(), log);
        DurableFile.ON_DISK.write(
                settings.folder().resolve("log.policy"),
                LogSigners.of(settings).policy("quorum none\n"));
    }

    private TreeHead publish(Path folder, Leaves leaves) {
        var publication =
                Publication.open(
                        leaves,
                        new TileFolder(folder),
                        new Checkpoints(folder, DurableFile.ON_DISK),
                        LogSigners.of(settings),
                        Cosigning.NONE,
                        InstantSource.system());
        for (int size = 100; size <= EVENTS; size += 100) {
            publication.grow(size);
            publication.publish();
        }
        return publication.published();
    }

    private Scrub scrub(InstantSource clock) {
        return new Scrub(settings, log, () -> Optional.of(newest), clock);
    }

    private Optional<String> alarm() {
        try (var scrub = scrub(InstantSource.system())) {
            scrub.look();
            return scrub.alarm();
        }
    }

    @Test
    void a_log_that_is_what_was_published_raises_no_alarm() {
        try (var scrub = scrub(InstantSource.system())) {
            scrub.look();
            assertThat(scrub.alarm()).isEmpty();
            assertThat(scrub.compared()).isEqualTo(EVENTS);
        }
    }

    @Test
    @Requirement("4.23")
    void the_first_event_that_was_changed_is_named() {
        log.rewrite(613, "another");
        log.rewrite(300, "another");
        assertThat(alarm()).hasValue("position 300 is not what was published");
    }

    @Test
    void a_log_without_its_tail_raises_an_alarm() {
        log.cut(650);
        assertThat(alarm()).hasValue("the log ends at 650, and 700 were published");
    }

    @Test
    void a_tile_that_was_changed_raises_an_alarm() throws Exception {
        var tile = settings.folder().resolve(TilePath.full(0, 1).toString());
        var bytes = Files.readAllBytes(tile);
        bytes[32 * 5] ^= 1;
        Files.write(tile, bytes);
        assertThat(alarm()).hasValue("tile/0/001 is not the one that was hashed");
    }

    /** Who holds the key can write another history, but has signed the one before. */
    @Test
    void a_history_written_anew_does_not_fit_the_checkpoints_that_were_kept() throws IOException {
        log.rewrite(250, "another");
        var other = parent.resolve("other");
        newest = publish(other, log);
        for (int index = 0; index < 3; index++) {
            var path = new TilePath(0, index, index < 2 ? TilePath.FULL : EVENTS % TilePath.FULL);
            copy(other, path.toString());
        }
        copy(other, new TilePath(1, 0, 2).toString());
        copy(other, "checkpoints/700");
        assertThat(alarm()).hasValue("the checkpoint of 300 is not of this tree");
    }

    @Test
    void a_bit_that_was_flipped_in_a_signature_of_long_ago_raises_an_alarm() throws IOException {
        var kept = settings.folder().resolve("checkpoints/300");
        var note = Files.readString(kept);
        var last = note.charAt(note.length() - 10);
        Files.writeString(
                kept,
                note.substring(0, note.length() - 10)
                        + (last == 'A' ? 'B' : 'A')
                        + note.substring(note.length() - 9));
        assertThat(alarm())
                .hasValueSatisfying(said -> assertThat(said).startsWith("the checkpoint of 300: "));
    }

    @Test
    void a_checkpoint_that_one_of_the_keys_has_not_signed_raises_an_alarm() throws IOException {
        var kept = settings.folder().resolve("checkpoints/300");
        var lines = Files.readAllLines(kept);
        Files.write(kept, lines.subList(0, lines.size() - 1));
        assertThat(alarm())
                .hasValue("the checkpoint of 300: it is not signed by all keys of this log");
    }

    private void copy(Path other, String file) throws IOException {
        Files.write(settings.folder().resolve(file), Files.readAllBytes(other.resolve(file)));
    }

    /** Three days later all is old, and a look is a 1,440th of it. */
    @Test
    void what_is_old_is_looked_at_in_parts_and_its_alarm_ends_when_it_is_mended() {
        log.rewrite(3, "another");
        try (var scrub = scrub(() -> Instant.now().plus(DAYS))) {
            scrub.look();
            assertThat(scrub.alarm()).isEmpty();
            for (int look = 0; look < 10; look++) {
                scrub.look();
            }
            assertThat(scrub.alarm()).hasValue("position 3 is not what was published");
            log.rewrite(3, "record 2");
            scrub.look();
            assertThat(scrub.alarm()).isEmpty();
            for (int look = 0; look < EVENTS; look++) {
                scrub.look();
            }
            assertThat(scrub.compared()).as("a whole round").isGreaterThan(EVENTS);
        }
    }
}
