package dev.lekha.app;

import dev.lekha.app.privacy.KeyDestruction;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.kernel.privacy.WrappedKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a log says of keys that are destroyed, done to keys that came from elsewhere. */
final class DestroyedKeys {
    private DestroyedKeys() {}

    /**
     * @return how many the log names
     */
    static int destroy(Log log, WrappedKeys keys) {
        var destruction = new KeyDestruction(keys);
        var catalogue = Discovery.events();
        var type = EventName.of(SubjectKeyDestroyed.class).toString();
        int count = 0;
        try (var cursor = log.after(0, new Log.Filter(List.of(type), List.of()))) {
            Optional<Log.Stored> next = cursor.next(Duration.ZERO);
            while (next.isPresent()) {
                destruction.take(Facts.of(next.get(), catalogue));
                count++;
                next = cursor.next(Duration.ZERO);
            }
        }
        return count;
    }

    /** Copies what another store keeps, and destroys what the log says is destroyed. */
    static void copy(WrappedKeys from, WrappedKeys to, Log log) {
        from.forEach((subject, kept) -> {
            switch (kept) {
                case WrappedKeys.Kept.Wrapped(var wrapped) -> to.keep(subject, wrapped);
                case WrappedKeys.Kept.Destroyed() -> to.destroy(subject);
                case WrappedKeys.Kept.Absent() -> {
                    // There is nothing to copy.
                }
            }
        });
        destroy(log, to);
    }
}
