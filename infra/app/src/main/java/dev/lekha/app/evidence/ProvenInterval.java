package dev.lekha.app.evidence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Between which times an event came into the log. What is not proven is {@code null}.
 *
 * @param position of the event
 * @param published events under the newest checkpoint
 * @param stated what each authority says, our own included
 * @param proven by the authorities outside alone: our own has its key from the operator, and so
 *     proves nothing against him
 * @param note the same, for people
 */
record ProvenInterval(
        long position, long published, List<Stated> stated, Proven proven, String note) {
    private static final String NOTE =
            "The platform's own authority alone proves nothing against its operator, who has its key.";

    /**
     * @param own whether it is the platform's own
     */
    record Stated(
            String authority,
            boolean own,
            @Nullable NotBefore notBefore,
            @Nullable NotAfter notAfter) {}

    /**
     * @param time of the token, less its accuracy
     * @param position of the event that holds the token, the last before the one that is asked for
     */
    record NotBefore(Instant time, long position) {}

    /**
     * @param time of the token, and its accuracy
     * @param size of the checkpoint that it is over, the first kept one that covers the event
     * @param position of the event that holds the token
     */
    record NotAfter(Instant time, long size, long position) {}

    /** The latest and the earliest of what authorities outside say, and who they are. */
    record Proven(@Nullable Instant notBefore, @Nullable Instant notAfter, List<String> by) {
        Proven {
            by = List.copyOf(by);
        }
    }

    static ProvenInterval of(long position, long published, List<Stated> stated) {
        var outside = stated.stream().filter(one -> !one.own()).toList();
        return new ProvenInterval(
                position,
                published,
                List.copyOf(stated),
                new Proven(
                        times(outside, Stated::notBefore, NotBefore::time)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                        times(outside, Stated::notAfter, NotAfter::time)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        outside.stream().map(Stated::authority).toList()),
                NOTE);
    }

    private static <T> Stream<Instant> times(
            List<Stated> stated, Function<Stated, @Nullable T> end, Function<T, Instant> time) {
        return stated.stream().map(end).filter(Objects::nonNull).map(time);
    }
}
