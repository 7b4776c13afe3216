package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** By which value which node is found: what discovery reads, in the order of names and values. */
@View(
        name = CapabilityIndex.NAME,
        capability = "registration",
        fields = {CapabilityIndex.ENTRY},
        readers = {Role.OPERATOR})
public final class CapabilityIndex implements Projection<CapabilityIndex.Entry> {
    public static final String NAME = "capability-index";
    public static final String ENTRY = "entry";

    /**
     * @param entry as {@link IndexEntries} writes it
     */
    public record Entry(String node, String entry) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NodeRegistered e -> own(e.node());
            case NodeDeregistered e -> own(e.node());
            case CapabilitiesDeclared e -> {
                var keys = new ArrayList<>(entries(e.node(), e.replaced()).keySet());
                for (var key : entries(e.node(), e.capabilities().effective()).keySet()) {
                    if (!keys.contains(key)) {
                        keys.add(key);
                    }
                }
                yield keys;
            }
            case ServiceClassBound e ->
                    List.of(
                            key(e.node(), NodeQualities.SERVICE_CLASS)
                                    + "~"
                                    + e.applicationEntity());
            case MembershipEvent e when e.member() instanceof Member.OfNode(var node) ->
                    List.of(key(node, NodeQualities.GROUP) + "~" + e.group());
            default -> List.of();
        };
    }

    @Override
    public Optional<Entry> apply(String key, Optional<Entry> row, Fact fact) {
        return switch (fact.event()) {
            case NodeRegistered e ->
                    key.equals(key(e.node(), NodeQualities.KIND))
                            ? entry(e.node(), NodeQualities.KIND, e.kind().name())
                            : entry(e.node(), NodeQualities.NODE, e.node().value());
            case NodeDeregistered _ -> Optional.empty();
            case CapabilitiesDeclared e -> declared(key, e);
            case ServiceClassBound e ->
                    entry(e.node(), NodeQualities.SERVICE_CLASS, e.serviceClass().value());
            case EntityIntroduced e when e.member() instanceof Member.OfNode(var node) ->
                    entry(node, NodeQualities.GROUP, e.group().value());
            case MembershipEvent _ -> Optional.empty();
            default -> row;
        };
    }

    private static Optional<Entry> declared(String key, CapabilitiesDeclared event) {
        var node = event.node().value();
        var name = key.split("~", 3)[1];
        return Optional.ofNullable(event.capabilities().effective().get(name))
                .map(quality -> IndexEntries.of(node, name, quality).get(key))
                .map(entry -> new Entry(node, entry));
    }

    private static List<String> own(NodeId node) {
        return List.of(key(node, NodeQualities.KIND), key(node, NodeQualities.NODE));
    }

    private static String key(NodeId node, String name) {
        return node + "~" + name;
    }

    private static Optional<Entry> entry(NodeId node, String name, String text) {
        return Optional.of(
                new Entry(
                        node.value(),
                        IndexEntries.entry(name, new Quality.Text(text), node.value())));
    }

    private static Map<String, String> entries(NodeId node, Map<String, Quality> qualities) {
        var entries = new TreeMap<String, String>();
        qualities.forEach(
                (name, quality) -> entries.putAll(IndexEntries.of(node.value(), name, quality)));
        return entries;
    }
}
