package dev.lekha.kernel.topology;

import java.util.Comparator;

/** One {@code connected-via} another, on the way to the gateway of an area network. */
public record AreaLink(EntityId source, EntityId target) implements Comparable<AreaLink> {
    private static final Comparator<AreaLink> ORDER =
            Comparator.comparing((AreaLink link) -> link.source.value())
                    .thenComparing(link -> link.target.value());

    public AreaLink {
        if (source.equals(target)) {
            throw new IllegalArgumentException("an entity is not related to itself");
        }
    }

    @Override
    public int compareTo(AreaLink other) {
        return ORDER.compare(this, other);
    }
}
