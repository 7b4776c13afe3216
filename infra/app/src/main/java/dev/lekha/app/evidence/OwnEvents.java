package dev.lekha.app.evidence;

import dev.lekha.kernel.leaf.Leaf;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells what publishing itself has put into the log: if it were published at once, an idle log
 * would grow for ever.
 */
final class OwnEvents {
    static final String TYPE = "evidence.CheckpointTimeStamped";

    /** More than a stamped checkpoint adds; beyond, it is not looked at. */
    private static final int MOST = 64;

    private OwnEvents() {}

    /** Whether nothing else happened in (after, upTo]. */
    static boolean areAll(Leaves log, long after, long upTo) {
        if (upTo - after > MOST) {
            return false;
        }
        var other = new AtomicBoolean();
        log.scan(
                after,
                upTo,
                (_, leaf) -> {
                    var bytes = new byte[leaf.remaining()];
                    leaf.get(bytes);
                    if (!new Leaf(bytes, new byte[0]).type().equals(TYPE)) {
                        other.set(true);
                    }
                });
        return !other.get();
    }
}
