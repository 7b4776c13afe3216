package dev.lekha.store.segment;

import java.util.List;

/** Positions in ascending order, each handed out once as one goes on. */
@FunctionalInterface
interface Positions {
    long END = Long.MAX_VALUE;
    Positions NONE = _ -> END;

    /**
     * The first position that is at least this one.
     *
     * @param least never less than it was the time before
     * @return {@link #END} where there is none
     */
    long from(long least);

    /** Those of an ascending array, up to {@code count} of them. */
    static Positions of(long[] ascending, int count) {
        return count == 0 ? NONE : new InArray(ascending, count);
    }

    /** Those that are in any. */
    static Positions anyOf(List<Positions> parts) {
        return switch (parts.size()) {
            case 0 -> NONE;
            case 1 -> parts.getFirst();
            default -> new InAny(parts);
        };
    }

    /** Those that are in all. */
    static Positions allOf(List<Positions> parts) {
        return parts.size() == 1 ? parts.getFirst() : least -> inAll(parts, least);
    }

    private static long inAll(List<Positions> parts, long least) {
        long sought = least;
        long before;
        do {
            before = sought;
            for (var part : parts) {
                sought = part.from(sought);
            }
        } while (sought != before && sought != END);
        return sought;
    }
}
