package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.crypto.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the checkpoints stay. */
class ThinningTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir Path folder;

    private Checkpoints checkpoints;
    private Tokens tokens;
    private Thinning thinning;

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(folder, DurableFile.ON_DISK);
        tokens = new Tokens(folder);
        thinning = new Thinning(checkpoints, tokens);
    }

    private void checkpoint(long size, Instant at, String... authorities) throws IOException {
        checkpoints.publish(size, new byte[] {1});
        Files.setLastModifiedTime(folder.resolve("checkpoints/" + size), FileTime.from(at));
        for (var authority : authorities) {
            tokens.write(size, authority, new byte[] {2});
        }
    }

    @Test
    void all_of_the_last_hour_stay_one_of_each_minute_and_after_a_day_one_of_each_hour()
            throws Exception {
        checkpoint(1, NOW.minus(Duration.ofHours(30)));
        for (int i = 1; i < 30 * 60 * 6; i++) {
            var at = NOW.minus(Duration.ofHours(30)).plusSeconds(10L * i);
            var file = Files.createFile(folder.resolve("checkpoints/" + (1 + i)));
            Files.setLastModifiedTime(file, FileTime.from(at));
        }

        thinning.thin(NOW);

        var left = checkpoints.all().values();
        assertThat(left)
                .filteredOn(at -> !at.isBefore(NOW.minus(Duration.ofHours(1))))
                .hasSize(360);
        assertThat(left).filteredOn(at -> at.isBefore(NOW.minus(Duration.ofDays(1)))).hasSize(6);
        assertThat(left).hasSize(360 + 23 * 60 + 6);
        assertThat(thinning.thin(NOW)).isZero();
    }

    @Test
    void the_last_that_each_authority_has_stamped_stands_for_its_hour() throws Exception {
        var hour = NOW.minus(Duration.ofHours(40));
        checkpoint(1, hour.plusSeconds(1), "platform", "elsewhere");
        checkpoint(2, hour.plusSeconds(2), "elsewhere");
        checkpoint(3, hour.plusSeconds(3), "platform");
        checkpoint(4, hour.plusSeconds(4));
        checkpoint(5, NOW);

        thinning.thin(NOW);

        assertThat(checkpoints.all()).containsOnlyKeys(2L, 3L, 5L);
        assertThat(tokens.authorities(2)).containsExactly("elsewhere");
        assertThat(tokens.authorities(3)).containsExactly("platform");
        assertThat(folder.resolve("timestamp/1")).doesNotExist();
    }

    @Test
    void the_only_stamped_one_of_its_hour_stays_whatever_comes_after_it() throws Exception {
        var hour = NOW.minus(Duration.ofHours(40));
        checkpoint(1, hour.plusSeconds(1), "platform");
        checkpoint(2, hour.plusSeconds(2));
        checkpoint(3, hour.plusSeconds(3));
        checkpoint(4, NOW);

        thinning.thin(NOW);

        assertThat(checkpoints.all()).containsOnlyKeys(1L, 4L);
        assertThat(tokens.find(1, "platform")).isPresent();
    }

    @Test
    void the_newest_stays_however_old_it_is() throws Exception {
        var hour = NOW.minus(Duration.ofHours(40));
        checkpoint(1, hour.plusSeconds(1), "platform");
        checkpoint(2, hour.plusSeconds(2), "platform");
        checkpoint(3, hour.plusSeconds(3));

        thinning.thin(NOW);

        assertThat(checkpoints.all()).containsOnlyKeys(2L, 3L);
    }

    @Test
    void nothing_published_is_nothing_to_remove() {
        assertThat(thinning.thin(NOW)).isZero();
    }
}
