package dev.lekha.app.audit;

import dev.lekha.app.Rebuild;
import java.io.IOException;

/** Two logs that should be one: where a view first comes out otherwise. */
record Bisection(ReplaySource one, ReplaySource other, String view) {
    /**
     * The first position whose event has another effect on the view, by halves; each half is made
     * anew from the first event.
     *
     * @param equal a position at which both give the same rows
     * @param differ a later one at which they do not
     */
    long first(long equal, long differ) throws IOException {
        long low = equal;
        long high = differ;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (differsAt(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * @throws IOException where one of them does not reach so far
     */
    boolean differsAt(long position) throws IOException {
        return !digest(one, position).equals(digest(other, position));
    }

    private String digest(ReplaySource source, long position) throws IOException {
        try (var reading = source.open();
                var rebuild = new Rebuild(reading.events())) {
            return rebuild.to(position).views().digest(view).sha256();
        }
    }
}
