package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers hear when the disk says no: try again later. What the disk said goes to the
 * operator's log.
 */
final class Unavailable {
    static final String CODE = "store-unavailable";
    private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

    private Unavailable() {}

    static Refused because(Throwable failed) {
        LOG.warn("the log cannot be written: {}", failed.getMessage(), failed);
        return new Refused(
                Refused.Kind.BUSY,
                CODE,
                "The log cannot be written now; nothing was kept. " + failed.getMessage());
    }

    static Refused closed() {
        return new Refused(Refused.Kind.BUSY, CODE, "The store is closed.");
    }
}
