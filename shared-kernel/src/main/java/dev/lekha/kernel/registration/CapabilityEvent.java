package dev.lekha.kernel.registration;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What nodes can do, and what applications demand of them. */
public sealed interface CapabilityEvent extends DomainEvent {
    /** An application works with a node as this class says. */
    record Binding(ApplicationEntityId applicationEntity, ServiceClassId serviceClass) {}

    /**
     * What a node can do from now on. It carries the tags of the groups that the node is in, so
     * that each sees it without asking for every node.
     *
     * @param revision from 1, one more each time
     * @param capabilities all of them as they now stand
     * @param replaced effective values that were so before and are not any more
     * @param groups that the node is in
     * @param bindings of applications to the node
     */
    @Event(namespace = "registration", name = "CapabilitiesDeclared", version = "1")
    record CapabilitiesDeclared(
            @EventTag(key = Tags.NODE) NodeId node,
            NodeKind kind,
            CapabilitySource source,
            long revision,
            Capabilities capabilities,
            SortedMap<String, Quality> replaced,
            @EventTag(key = Tags.GROUP) SortedSet<GroupId> groups,
            List<Binding> bindings)
            implements CapabilityEvent {
        public CapabilitiesDeclared {
            replaced = Collections.unmodifiableSortedMap(new TreeMap<>(replaced));
            groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
            bindings = List.copyOf(bindings);
        }

        /** What conditions can ask of the node from now on. */
        public SortedMap<String, Quality> qualities() {
            return NodeQualities.of(node, kind, capabilities);
        }
    }

    /** A service class is defined once; what changes is another class. */
    @Event(namespace = "registration", name = "ServiceClassDefined", version = "1")
    record ServiceClassDefined(
            @EventTag(key = Tags.SERVICE_CLASS) ServiceClassId serviceClass,
            Predicate requires,
            String description)
            implements CapabilityEvent {}

    /** Takes the place of the binding that the application had to the node. */
    @Event(namespace = "registration", name = "ServiceClassBound", version = "1")
    record ServiceClassBound(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            @EventTag(key = Tags.NODE) NodeId node,
            @EventTag(key = Tags.SERVICE_CLASS) ServiceClassId serviceClass)
            implements CapabilityEvent {}

    /**
     * The node does not do what the class demands; the binding stands all the same (4.0).
     *
     * @param missing the conditions that do not hold
     */
    @Event(namespace = "registration", name = "ServiceClassMismatchWarned", version = "1")
    record ServiceClassMismatchWarned(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            @EventTag(key = Tags.NODE) NodeId node,
            ServiceClassId serviceClass,
            String missing)
            implements CapabilityEvent {}

    /** The node does what the class demands, after a warning. */
    @Event(namespace = "registration", name = "ServiceClassMismatchMended", version = "1")
    record ServiceClassMismatchMended(
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId applicationEntity,
            @EventTag(key = Tags.NODE) NodeId node,
            ServiceClassId serviceClass)
            implements CapabilityEvent {}
}
