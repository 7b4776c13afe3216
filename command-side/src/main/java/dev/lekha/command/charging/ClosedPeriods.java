package dev.lekha.command.charging;

import dev.lekha.kernel.charging.Period;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The periods in which nothing is billed to a subscription any more. */
record ClosedPeriods(Set<Period> periods) {
    static final ClosedPeriods NONE = new ClosedPeriods(Set.of());

    ClosedPeriods with(Period period) {
        return new ClosedPeriods(
                Stream.concat(periods.stream(), Stream.of(period))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contain(Period period) {
        return periods.contains(period);
    }

    /** The period itself where it is open, else the next that is. */
    Period firstOpenFrom(Period period) {
        var open = period;
        while (periods.contains(open)) {
            open = open.next();
        }
        return open;
    }
}
