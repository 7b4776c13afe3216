package dev.lekha.kernel.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Tags;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/**
 * What names application entities and groups have. The names of nodes are told by {@link
 * RegistrationEvent.NameBound}; of one name within one scope all are decided on together.
 */
public sealed interface EntityNameEvent extends DomainEvent {
    Holder entity();

    Name name();

    String scope();

    @EventTag(key = Tags.NAME)
    default String key() {
        return name().within(scope());
    }

    @EventTag(key = Tags.APPLICATION_ENTITY)
    default List<String> application() {
        return entity().as(Holder.Kind.APPLICATION).stream().toList();
    }

    @EventTag(key = Tags.GROUP)
    default List<String> group() {
        return entity().as(Holder.Kind.GROUP).stream().toList();
    }

    /**
     * An application entity or group is found by this name, and by the others that it has.
     *
     * @param scope within which the name is unique: empty, {@code tenant:acme}, {@code group:g1}
     * @param until when it ends by itself, ISO 8601, or empty
     * @param sharing {@code shared} where others may have it too, else empty
     */
    @Event(namespace = "registration", name = "EntityNameBound", version = "1")
    record EntityNameBound(
            Holder entity,
            Name name,
            @Omittable String scope,
            @Omittable String until,
            @Omittable String sharing)
            implements EntityNameEvent {}

    /**
     * An application entity or group has a name no more.
     *
     * @param reason {@code ended} where its time had come, else empty
     */
    @Event(namespace = "registration", name = "EntityNameReleased", version = "1")
    record EntityNameReleased(
            Holder entity, Name name, @Omittable String scope, @Omittable String reason)
            implements EntityNameEvent {}
}
