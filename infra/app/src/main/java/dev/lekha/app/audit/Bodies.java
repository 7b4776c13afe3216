package dev.lekha.app.audit;

import dev.lekha.crypto.bundle.BundleWriter;
import dev.lekha.kernel.Log;
import dev.lekha.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Bodies too large for their leaves, from the log of a data folder. */
record Bodies(Path data) {
    /**
     * Puts those of these positions into the bundle; the log is opened only where there are any.
     */
    long write(BundleWriter bundle, List<Long> positions) throws IOException {
        if (positions.isEmpty()) {
            return 0;
        }
        try (var store = EmbeddedStore.openReadOnly(data)) {
            for (long position : positions) {
                bundle.opening(position, body(store.reader(), position));
            }
        }
        return positions.size();
    }

    private static byte[] body(Log log, long position) throws IOException {
        return log.at(position)
                .orElseThrow(() ->
                        new IOException(
                                "the log of this folder does not hold position " + position))
                .body();
    }
}
