package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.tiles.PrunedTiles;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tiles.TileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What publishing leaves behind is removed, by whoever publishes. */
class PruningTest {
    private static final Instant LATER = Instant.now().plus(Duration.ofHours(2));

    @TempDir Path parent;

    private EvidenceSettings settings;
    private LogSigners signers;

    @BeforeEach
    void keys() throws IOException {
        settings = EvidenceSettingsInTest.in(parent);
        Held.makePrivate(settings.keys());
        signers = new LogSigners("lekha.test", new KeyFolder(settings.keys()).log("lekha.test"));
    }

    private Publication open(Leaves log) {
        return Publication.open(
                log,
                new TileFolder(settings.folder()),
                new Checkpoints(settings.folder(), DurableFile.ON_DISK),
                signers,
                Cosigning.NONE,
                InstantSource.system());
    }

    /** A checkpoint after every ten events. */
    private static void publishAll(Publication publication, long upTo) {
        while (publication.published().size() < upTo) {
            publication.grow(publication.published().size() + 10);
            publication.publish();
        }
    }

    private List<String> files(String of) throws IOException {
        try (var files = Files.walk(settings.folder().resolve(of))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> settings.folder().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_restart_removes_what_an_earlier_process_left() throws Exception {
        var log = LogInMemory.of(300, "record");
        publishAll(open(log), 300);
        assertThat(files("checkpoints")).hasSize(30);
        assertThat(files("tile").size()).isGreaterThan(10);

        new Pruning(settings, InstantSource.fixed(LATER)).look(open(log));

        assertThat(files("tile"))
                .containsExactly(
                        "tile/0/000",
                        "tile/0/001.p/44",
                        "tile/1/000.p/1",
                        "tile/entries/000",
                        "tile/entries/001.p/44");
        // The newest, and the last of each minute before it.
        assertThat(files("checkpoints")).hasSizeBetween(2, 5).contains("checkpoints/300");
        assertThat(open(log).published().size()).isEqualTo(300);
    }

    @Test
    void the_tree_that_was_published_last_keeps_its_tiles_while_the_next_one_waits()
            throws Exception {
        var log = LogInMemory.of(200, "record");
        var publication = open(log);
        publishAll(publication, 100);
        publication.grow(200);

        new Pruning(settings, InstantSource.fixed(LATER)).look(publication);

        assertThat(files("tile")).containsExactly("tile/0/000.p/100", "tile/entries/000.p/100");
    }

    @Test
    void every_checkpoint_that_is_kept_still_has_its_tree() throws Exception {
        var log = LogInMemory.of(600, "record");
        var publication = open(log);
        publishAll(publication, 600);
        var kept = settings.folder().resolve("checkpoints/300");
        Files.setLastModifiedTime(kept, FileTime.from(LATER.minus(Duration.ofDays(3))));

        new Pruning(settings, InstantSource.fixed(LATER)).look(publication);

        var head = signers.verify(Files.readAllBytes(kept));
        var tree = new TileReader(new PrunedTiles(settings.folder()), head, new TileCache(8));
        assertThat(tree.bundle(1)).hasSize(44);
    }
}
