package dev.lekha.app.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Which checkpoints stay: all of the last hour, then one of each minute, after a day one of each
 * hour, for ever. In its minute or hour that is the last one that an authority has stamped, of each
 * authority, and the last one at all where none has. Their time is the one of their file.
 */
record Thinning(Checkpoints checkpoints, Tokens tokens) {
    private static final Duration ALL = Duration.ofHours(1);
    private static final Duration MINUTES = Duration.ofDays(1);

    private record Span(ChronoUnit unit, Instant begin) {}

    /**
     * Removes the others, with their time stamps.
     *
     * @return how many checkpoints were removed
     */
    int thin(Instant now) {
        int removed = 0;
        for (var span : old(now).values()) {
            // Only of the ones that have neighbours is it asked who stamped them.
            if (span.size() > 1) {
                var kept = kept(span);
                for (var size : span) {
                    if (!kept.contains(size)) {
                        // A token without its checkpoint would prove nothing.
                        tokens.remove(size);
                        checkpoints.remove(size);
                        removed++;
                    }
                }
            }
        }
        return removed;
    }

    /** The newest is left out, however old it is. */
    private Map<Span, List<Long>> old(Instant now) {
        NavigableMap<Long, Instant> all = checkpoints.all();
        all.pollLastEntry();
        var spans = new LinkedHashMap<Span, List<Long>>();
        all.descendingMap()
                .forEach((size, at) -> {
                    if (at.isBefore(now.minus(ALL))) {
                        var unit =
                                at.isBefore(now.minus(MINUTES))
                                        ? ChronoUnit.HOURS
                                        : ChronoUnit.MINUTES;
                        var span = new Span(unit, at.truncatedTo(unit));
                        spans.computeIfAbsent(span, _ -> new ArrayList<>()).add(size);
                    }
                });
        return spans;
    }

    /**
     * @param span from the greatest size down
     */
    private List<Long> kept(List<Long> span) {
        var kept = new ArrayList<Long>();
        var authorities = new HashSet<String>();
        for (var size : span) {
            if (authorities.addAll(tokens.authorities(size))) {
                kept.add(size);
            }
        }
        return kept.isEmpty() ? span.subList(0, 1) : kept;
    }
}
