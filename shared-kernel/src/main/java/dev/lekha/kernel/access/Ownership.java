package dev.lekha.kernel.access;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.Optional;

/**
 * Who brought a node or group in owns it, until it is gone. A node that registers itself after
 * somebody had provisioned it stays with them.
 */
public final class Ownership {
    private Ownership() {}

    /** The entity whose owner an event may change, as {@code node:id} or {@code group:id}. */
    public static Optional<String> entity(DomainEvent event) {
        return switch (event) {
            case NodeProvisioned e -> Optional.of("node:" + e.node());
            case NodeRegistered e -> Optional.of("node:" + e.node());
            case NodeDeregistered e -> Optional.of("node:" + e.node());
            case NodeRetired e -> Optional.of("node:" + e.node());
            case GroupCreated e -> Optional.of("group:" + e.group());
            case GroupDestroyed e -> Optional.of("group:" + e.group());
            default -> Optional.empty();
        };
    }

    /**
     * @param actor of the event
     */
    public static Optional<String> after(Optional<String> owner, DomainEvent event, String actor) {
        return switch (event) {
            case NodeProvisioned _, NodeRegistered _, GroupCreated _ ->
                    owner.or(() -> Optional.of(actor));
            case NodeDeregistered _, NodeRetired _, GroupDestroyed _ -> Optional.empty();
            default -> owner;
        };
    }
}
