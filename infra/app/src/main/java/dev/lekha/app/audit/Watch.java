package dev.lekha.app.audit;

import dev.lekha.app.audit.Sighting.Alarm;
import dev.lekha.app.audit.Sighting.Continued;
import dev.lekha.app.audit.Sighting.Kind;
import dev.lekha.app.audit.Sighting.Unreachable;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.ProofCheck;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Follows a log from outside: each checkpoint must be signed, be proven by the served tiles, and
 * continue the one seen before, which is kept. What gave an alarm is kept beside it, so that both
 * signed checkpoints can be shown to others.
 */
final class Watch {
    private static final int TILES_IN_MEMORY = 64;

    private final ServedLog log;
    private final String origin;
    private final KnownKeys keys;
    private final KeptNote seen;
    private final KeptNote offending;
    private final TileCache cache = new TileCache(TILES_IN_MEMORY);

    /**
     * @param origin of the log
     * @param keys of the log, any of which may sign
     */
    Watch(ServedLog log, String origin, KnownKeys keys, KeptNote seen) {
        this.log = log;
        this.origin = origin;
        this.keys = keys;
        this.seen = seen;
        this.offending =
                new KeptNote(seen.file().resolveSibling(seen.file().getFileName() + ".alarm"));
    }

    /** Where the checkpoint that gave an alarm is kept. */
    KeptNote offending() {
        return offending;
    }

    /**
     * What was seen last, {@link TreeHead#EMPTY} before the first.
     *
     * @throws Rejected where it is not of this log
     */
    TreeHead seen() {
        return seen.read().map(this::head).orElse(TreeHead.EMPTY);
    }

    /**
     * @throws Rejected where the file holds a checkpoint of another log
     */
    Sighting look() {
        var before = seen();
        Note note;
        TreeHead now;
        try {
            note = Note.parse(log.checkpoint());
            now = head(note);
        } catch (IOException none) {
            return new Unreachable(none.toString());
        } catch (Rejected unsigned) {
            return new Alarm(Kind.UNPROVEN, "The checkpoint is refused: " + unsigned.finding());
        }
        var sighting = compare(before, now);
        switch (sighting) {
            case Continued continued when !continued.isUnchanged() -> seen.replace(note);
            case Alarm _ -> offending.replace(note);
            case Continued _, Unreachable _ -> {}
        }
        return sighting;
    }

    /**
     * The record of an event under the checkpoint seen last.
     *
     * @throws Rejected where it is not the one that was hashed
     * @throws UncheckedIOException where it cannot be fetched
     */
    byte[] record(long position) {
        long index = position - 1;
        var entries = new TileReader(log, seen(), cache).bundle(index / TilePath.FULL);
        return entries.get((int) (index % TilePath.FULL));
    }

    private TreeHead head(Note note) {
        keys.verify(note);
        var checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new Invalid("it is of " + checkpoint.origin());
        }
        return checkpoint.head();
    }

    private Sighting compare(TreeHead before, TreeHead now) {
        if (now.size() < before.size()) {
            return new Alarm(
                    Kind.ROLLBACK,
                    "It signed %d events before, and shows %d now."
                            .formatted(before.size(), now.size()));
        }
        try {
            // Of one size there is one root, and nothing to be fetched to compare it.
            var proof = now.size() == before.size() ? List.<Hash>of() : proof(before, now);
            return continued(before, now, proof);
        } catch (Rejected unproven) {
            return new Alarm(
                    Kind.UNPROVEN,
                    "The tiles do not prove the checkpoint of %d events: %s."
                            .formatted(now.size(), unproven.finding()));
        } catch (UncheckedIOException unreachable) {
            return new Unreachable(String.valueOf(unreachable.getMessage()));
        }
    }

    private List<Hash> proof(TreeHead before, TreeHead now) {
        var tree = new TileReader(log, now, cache);
        return before.size() == 0
                ? List.of()
                : new Proofs(tree).consistency(before.size(), now.size());
    }

    private static Sighting continued(TreeHead before, TreeHead now, List<Hash> proof) {
        try {
            if (before.size() > 0) {
                ProofCheck.consistency(before, now, proof);
            }
            return new Continued(before, now);
        } catch (Invalid fork) {
            return new Alarm(
                    Kind.FORK,
                    "It signed two histories: its %d events do not begin with the %d seen before."
                            .formatted(now.size(), before.size()));
        }
    }
}
