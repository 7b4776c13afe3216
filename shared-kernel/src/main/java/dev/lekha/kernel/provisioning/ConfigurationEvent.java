package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Quality;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What devices are to be set to, and that they were told. */
public sealed interface ConfigurationEvent extends DomainEvent {
    /**
     * Takes the place of the version before.
     *
     * @param version from 1, one more each time
     */
    @Event(namespace = "provisioning", name = "ConfigurationSet", version = "1")
    record ConfigurationSet(
            @EventTag(key = Tags.CONFIGURATION) ConfigurationScope scope,
            long version,
            SortedMap<String, Quality> settings)
            implements ConfigurationEvent {
        public ConfigurationSet {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        }
    }

    /**
     * The device was given this version, once for each; whether it follows it, it has to say
     * itself.
     *
     * @param version of all that counts for it, {@code 3.0.1}: of its authority, its service class
     *     and its own
     * @param digest {@code sha-256:} and hex, of what it was given
     * @param door by which, {@code mqtt} or {@code http}
     */
    @Event(namespace = "provisioning", name = "ConfigurationHandedOut", version = "1")
    record ConfigurationHandedOut(
            @EventTag(key = Tags.NODE) NodeId node, String version, String digest, String door)
            implements ConfigurationEvent {}
}
