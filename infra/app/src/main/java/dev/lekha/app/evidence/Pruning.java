package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.tiles.TileFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the folder what nobody needs any more. What there is to remove is read from the
 * folder itself, so whoever publishes next goes on with it. Only of who publishes.
 */
final class Pruning {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final Duration OF_PARTIALS = Duration.ofSeconds(10);
    private static final Duration OF_CHECKPOINTS = Duration.ofMinutes(10);

    private final Duration keepPartials;
    private final Path folder;
    private final Thinning thinning;
    private final InstantSource clock;
    private Instant nextPartials = Instant.MIN;
    private Instant nextCheckpoints = Instant.MIN;

    Pruning(EvidenceSettings settings, InstantSource clock) {
        this.folder = settings.folder();
        this.keepPartials = settings.keepPartials();
        this.thinning =
                new Thinning(new Checkpoints(folder, DurableFile.ON_DISK), new Tokens(folder));
        this.clock = clock;
    }

    /** Does what is due. */
    void look(Publication publication) {
        var now = clock.instant();
        if (!now.isBefore(nextPartials)) {
            nextPartials = now.plus(OF_PARTIALS);
            long published = publication.published().size();
            new TileFolder(folder).prune(publication.grown(), published, now.minus(keepPartials));
        }
        if (!now.isBefore(nextCheckpoints)) {
            nextCheckpoints = now.plus(OF_CHECKPOINTS);
            int removed = thinning.thin(now);
            LOG.debug("{} old checkpoints were removed", removed);
        }
    }
}
