package dev.lekha.app.evidence;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Finds out which event is meant: by its position, or by its id. An id that there is not takes a
 * way through the whole log; hence it is for readers of the log, and for one at a time.
 */
@Component
final class EventSearch {
    private final Log log;
    private final Semaphore room = new Semaphore(1);

    EventSearch(Log log) {
        this.log = log;
    }

    /**
     * @throws Refused unless just one of them is given, and where there is no such event
     */
    long position(Optional<Long> position, Optional<String> id, HttpServletRequest request) {
        if (position.isPresent() == id.isPresent()) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "event-malformed",
                    "An event is named by position= or by id=.");
        }
        if (position.isPresent()) {
            return position.get();
        }
        TileDoor.admit(request);
        return find(id.get())
                .orElseThrow(() ->
                        new Refused(
                                Refused.Kind.UNKNOWN,
                                "event-unknown",
                                "There is no event of this id."));
    }

    private Optional<Long> find(String id) {
        if (!room.tryAcquire()) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "too-many-downloads",
                    "Another event is being looked for by its id.");
        }
        try {
            return log.find(id).map(Log.Stored::position);
        } finally {
            room.release();
        }
    }

    /** The event of that position, which is there. */
    Log.Stored at(long position) {
        return log.at(position)
                .orElseThrow(() -> new IllegalStateException("no event " + position));
    }
}
