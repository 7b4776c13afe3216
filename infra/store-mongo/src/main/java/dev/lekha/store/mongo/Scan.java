package dev.lekha.store.mongo;

import dev.lekha.kernel.leaf.LeafVisitor;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import org.bson.Document;

/*
 * Sourcing trusts a document's lists of tags and types to name all that its events carry: what they leave out, is not
 * found. Here all events are seen anyway, so the lists are held against them.
 */

/** Reads all records of a stretch of the log, and verifies whatever its documents say of them. */
final class Scan {
    private static final int COMMITS_AT_ONCE = 8;

    private Scan() {}

    static long run(LogCollection log, long after, long upTo, LeafVisitor visitor) {
        long reached = after;
        while (reached < upTo) {
            long from = log.documentOf(reached + 1);
            var found = log.raw(from, COMMITS_AT_ONCE);
            long expected = from;
            for (var document : found) {
                var commit = CommitDocument.read(document);
                if (commit.first() != expected) {
                    throw new CorruptEvent(expected, "it is not there, but a later one is");
                }
                requireLists(document, commit);
                reached = show(commit, reached, upTo, visitor);
                expected = commit.last() + 1;
            }
            if (found.isEmpty() || reached < from) {
                throw new CorruptEvent(reached + 1, "it is not there, but a later one is");
            }
        }
        return reached;
    }

    private static long show(Commit commit, long after, long upTo, LeafVisitor visitor) {
        long reached = after;
        for (var event : commit.events()) {
            if (event.position() > reached && event.position() <= upTo) {
                var leaf = event.leaf();
                visitor.leaf(event.position(), ByteBuffer.wrap(leaf.record()).asReadOnlyBuffer());
                reached = event.position();
            }
        }
        return reached;
    }

    private static void requireLists(Document document, Commit commit) {
        var tags = new HashSet<>(document.getList(CommitDocument.TAGS, String.class, List.of()));
        var types = new HashSet<>(document.getList(CommitDocument.TYPES, String.class, List.of()));
        for (var event : commit.events()) {
            if (!tags.containsAll(event.keys().found()) || !types.contains(event.keys().type())) {
                throw event.damaged("its document does not list its tags and type");
            }
        }
    }
}
