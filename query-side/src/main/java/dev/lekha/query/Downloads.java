package dev.lekha.query;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How many answers of any length are under way at once. */
@Component
final class Downloads {
    private final Semaphore room;

    Downloads(QuerySettings settings) {
        this.room = new Semaphore(settings.downloads());
    }

    /** Writes an answer. */
    interface Download {
        void write() throws IOException;
    }

    void run(Download download) throws IOException {
        if (!room.tryAcquire()) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "too-many-downloads",
                    "As many downloads as may be are under way.");
        }
        try {
            download.write();
        } finally {
            room.release();
        }
    }
}
