package dev.lekha.kernel.registration;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.predicate.Quality;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that conditions can ask of a node: the attributes {@code node} and {@code kind}, and its
 * capabilities.
 */
public final class NodeQualities {
    public static final String NODE = "node";
    public static final String KIND = "kind";

    /** The groups that it is in; asked by discovery alone. */
    public static final String GROUP = "group";

    /** The service classes that it is bound by; asked by discovery alone. */
    public static final String SERVICE_CLASS = "serviceClass";

    /**
     * Names that do not stand in invariants and service classes, which would go round in circles.
     */
    public static final Set<String> FOUND_BY =
            Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(GROUP, SERVICE_CLASS)));

    private static final Set<String> TAKEN = Set.of(NODE, KIND, GROUP, SERVICE_CLASS);

    private NodeQualities() {}

    public static SortedMap<String, Quality> of(
            NodeId node, NodeKind kind, Capabilities capabilities) {
        var qualities = new TreeMap<>(capabilities.effective());
        qualities.put(NODE, new Quality.Text(node.value()));
        qualities.put(KIND, new Quality.Text(kind.name()));
        return qualities;
    }

    /** Refuses names that the platform gives. */
    public static void checkDeclarable(SortedMap<String, Quality> capabilities) {
        for (var name : capabilities.keySet()) {
            if (TAKEN.contains(name)) {
                throw new IllegalArgumentException(name + " is the platform's to say");
            }
        }
    }
}
