package dev.lekha.app;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/** What a cursor finds until there is no more just now. */
public final class StoredEvents implements Iterator<Log.Stored> {
    private final Log.Cursor cursor;
    private Optional<Log.Stored> next;

    public StoredEvents(Log.Cursor cursor) {
        this.cursor = cursor;
        this.next = cursor.next(Duration.ZERO);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Log.Stored next() {
        var now = next.orElseThrow();
        next = cursor.next(Duration.ZERO);
        return now;
    }
}
