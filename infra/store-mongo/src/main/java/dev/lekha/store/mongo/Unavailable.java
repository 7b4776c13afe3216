package dev.lekha.store.mongo;

import dev.lekha.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers hear when the server says no or nothing: try again later. What it said goes to the
 * operator's log and not to the caller, since it names hosts.
 */
final class Unavailable {
    static final String CODE = "store-unavailable";
    private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

    private Unavailable() {}

    /** Whoever asked looks again before going on, so it is no matter what was kept. */
    static Refused because(Throwable failed) {
        LOG.warn("the store failed: {}", failed.getMessage(), failed);
        return new Refused(Refused.Kind.BUSY, CODE, "The store cannot do this now.");
    }

    /** Nothing was sent to be kept. */
    static Refused nothingKept(Throwable failed) {
        LOG.warn("the log cannot be written: {}", failed.getMessage(), failed);
        return new Refused(
                Refused.Kind.BUSY, CODE, "The log cannot be written now; nothing was kept.");
    }

    /** The server was sent it and stayed away: it may have kept all, or nothing. */
    static Refused unknown(Throwable failed) {
        LOG.warn("whether the log was written is not known: {}", failed.getMessage(), failed);
        return new Refused(
                Refused.Kind.BUSY,
                CODE,
                "Whether this was kept is not known; a repeat with the same request id is safe.");
    }

    static Refused closed() {
        return new Refused(Refused.Kind.BUSY, CODE, "The store is closed.");
    }

    static Refused busy() {
        return new Refused(
                Refused.Kind.BUSY, "store-busy", "Too many appends wait; nothing was kept.");
    }
}
