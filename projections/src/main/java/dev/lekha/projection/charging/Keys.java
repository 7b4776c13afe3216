package dev.lekha.projection.charging;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Row keys made of several parts. */
final class Keys {
    private Keys() {}

    /** Joined by {@code ~}, which no id contains and no path has to escape. */
    static String of(Object... parts) {
        return Stream.of(parts).map(Object::toString).collect(Collectors.joining("~"));
    }

    /** Of fixed width, so that the order of keys is the order of the log. */
    static String ofPosition(long position) {
        return "%019d".formatted(position);
    }
}
