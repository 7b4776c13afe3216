package dev.lekha.query;

import dev.lekha.kernel.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** How many answers of any length are under way at once. */
@Component
final class Downloads {
    private final Semaphore room;

    Downloads(QuerySettings settings) {
        this.room = new Semaphore(settings.downloads());
    }

    /** A {@code HEAD} would be worked out to the end, unseen; a stream may have none. */
    static void requireGet(HttpServletRequest request)
            throws HttpRequestMethodNotSupportedException {
        if (!request.getMethod().equals("GET")) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET"));
        }
    }

    /** Writes an answer. */
    interface Download {
        void write() throws IOException;
    }

    void run(HttpServletRequest request, Download download)
            throws IOException, HttpRequestMethodNotSupportedException {
        requireGet(request);
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
