package dev.lekha.app.evidence;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tiles.TiledTree;
import dev.lekha.crypto.tiles.Tiles;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The log as it is published, from one opening to the next. After any failure it is opened anew.
 * One thread at a time.
 */
final class Publication {
    private final Leaves log;
    private final Checkpoints checkpoints;
    private final LogSigners signers;
    private final Cosigning witnesses;
    private final Tiles tiles;
    private final TileCache cache = new TileCache(32);
    private final InstantSource clock;
    private final TiledTree tree;
    private TreeHead published;
    private long grown;

    private Publication(
            Leaves log,
            Checkpoints checkpoints,
            LogSigners signers,
            Cosigning witnesses,
            InstantSource clock,
            Tiles tiles,
            TiledTree tree,
            TreeHead published) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.signers = signers;
        this.witnesses = witnesses;
        this.tiles = tiles;
        this.clock = clock;
        this.tree = tree;
        this.published = published;
        this.grown = published.size();
    }

    /**
     * Goes on from the newest checkpoint of the folder.
     *
     * @throws Invalid where it is not of these signers, its tiles do not give it, or the log is not
     *     the one that was published
     */
    static Publication open(
            Leaves log,
            Tiles tiles,
            Checkpoints checkpoints,
            LogSigners signers,
            Cosigning witnesses,
            InstantSource clock) {
        var published = checkpoints.newest().map(signers::verify).orElse(TreeHead.EMPTY);
        var tree = TiledTree.open(tiles, published);
        requireSame(log, tiles, published);
        return new Publication(log, checkpoints, signers, witnesses, clock, tiles, tree, published);
    }

    /** A log restored to an earlier state would show as a fork once it has grown again. */
    private static void requireSame(Leaves log, Tiles tiles, TreeHead published) {
        long size = published.size();
        if (size > 0) {
            var comparison = new Comparison(log, tiles);
            comparison.require(comparison.tree(published), size - 1, size);
        }
    }

    TreeHead published() {
        return published;
    }

    /** The least size that the keys at hand may sign. */
    long leastSize() {
        return signers.from();
    }

    /** Leaves of the tree; they may not be published yet. */
    long grown() {
        return grown;
    }

    /** Grows the tree up to that position. */
    void grow(long upTo) {
        log.scan(
                grown,
                upTo,
                (position, leaf) -> {
                    if (position != grown + 1) {
                        throw new Invalid("position %d comes after %d".formatted(position, grown));
                    }
                    tree.append(bytes(leaf));
                    grown = position;
                });
    }

    /**
     * Writes what is missing of the tiles, and only then the checkpoint: once enough witnesses have
     * cosigned it. Until then the one before stays the newest.
     *
     * @return the head that is published now
     */
    TreeHead publish() {
        var head = tree.publish();
        if (head.size() > published.size()) {
            note(head)
                    .ifPresent(note -> {
                        checkpoints.publish(head.size(), note);
                        published = head;
                    });
        }
        return published;
    }

    /** One that was kept and not shown before a crash is shown now: a size has one checkpoint. */
    private Optional<byte[]> note(TreeHead head) {
        var kept = checkpoints.find(head.size());
        if (kept.isEmpty()) {
            return witnesses
                    .cosigned(
                            signers.sign(head, clock.instant()), new TileReader(tiles, head, cache))
                    .map(Note::bytes);
        }
        if (!signers.verify(kept.get()).equals(head)) {
            throw new Invalid("another root was signed at %d".formatted(head.size()));
        }
        return kept;
    }

    private static byte[] bytes(ByteBuffer leaf) {
        var bytes = new byte[leaf.remaining()];
        leaf.get(bytes);
        return bytes;
    }
}
