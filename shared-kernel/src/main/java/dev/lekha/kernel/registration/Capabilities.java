package dev.lekha.kernel.registration;

import dev.lekha.kernel.predicate.Qualities;
import dev.lekha.kernel.predicate.Quality;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node can do and is, from both who say so.
 *
 * @param preconfigured by an operator or application
 * @param declared by the device itself; it has the last word on every name that it gives (6.16)
 */
public record Capabilities(
        SortedMap<String, Quality> preconfigured, SortedMap<String, Quality> declared) {
    public static final Capabilities NONE =
            new Capabilities(Collections.emptySortedMap(), Collections.emptySortedMap());

    public Capabilities {
        preconfigured = Qualities.checked(preconfigured);
        declared = Qualities.checked(declared);
    }

    /** The same with all that one of the two says replaced. */
    public Capabilities with(CapabilitySource source, SortedMap<String, Quality> said) {
        return switch (source) {
            case DEVICE -> new Capabilities(preconfigured, said);
            case PRECONFIGURED -> new Capabilities(said, declared);
        };
    }

    /** What counts. */
    public SortedMap<String, Quality> effective() {
        var effective = new TreeMap<>(preconfigured);
        effective.putAll(declared);
        return effective;
    }
}
