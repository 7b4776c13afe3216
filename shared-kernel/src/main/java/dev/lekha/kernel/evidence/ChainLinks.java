package dev.lekha.kernel.evidence;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceChainForked;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a device's chain around one place. A statement tells two things: its own hash at
 * its counter, and that of its predecessor at the counter before. Two hashes at one counter are two
 * messages.
 *
 * @param hashes by counter, those seen and those named by a successor
 * @param stored hashes of the statements that are in the log
 */
public record ChainLinks(SortedMap<Long, SortedSet<String>> hashes, SortedSet<String> stored) {
    public static final ChainLinks NONE = new ChainLinks(new TreeMap<>(), new TreeSet<>());

    public ChainLinks with(OriginEvidenceStored link) {
        var more = new TreeMap<>(hashes);
        add(more, link.counter(), link.hash());
        if (link.counter() > 1) {
            add(more, link.counter() - 1, link.previous());
        }
        var held = new TreeSet<>(stored);
        held.add(link.hash());
        return new ChainLinks(more, held);
    }

    /** Whether this very statement is in the log. */
    public boolean holds(OriginStatement statement) {
        return stored.contains(statement.hash());
    }

    /** What contradicts the statement: at its own place and at its predecessor's. */
    public List<DeviceChainForked> forks(NodeId node, OriginStatement statement) {
        var forks = new ArrayList<DeviceChainForked>();
        fork(node, statement.counter() - 1, statement.previous(), forks);
        fork(node, statement.counter(), statement.hash(), forks);
        return forks;
    }

    private void fork(NodeId node, long counter, String hash, List<DeviceChainForked> into) {
        var known = hashes.getOrDefault(counter, new TreeSet<>());
        if (!known.isEmpty() && !known.contains(hash)) {
            into.add(new DeviceChainForked(node, counter, known.first(), hash));
        }
    }

    private static void add(SortedMap<Long, SortedSet<String>> to, long counter, String hash) {
        var at = new TreeSet<>(to.getOrDefault(counter, new TreeSet<>()));
        at.add(hash);
        to.put(counter, at);
    }
}
