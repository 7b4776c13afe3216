package dev.lekha.app;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Sealing;
import dev.lekha.kernel.Tags;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.common.configuration.ModuleBuilder;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The one place where Axon is put together: command bus, event store and units of work over a
 * storage engine, every command handled by {@link Deciding}.
 *
 * <p>Of 5.0.1 it keeps clear of: entities that see their siblings' events (4766), the retrying bus
 * that loses void results, event publication outside a unit of work (4277), and the update checker,
 * which calls home. What it does for every command and nobody here asks for is left out as well:
 * correlation by message ids, where events carry their request's own id, and transactions, which
 * the store does not have.
 */
public final class AxonWiring {
    private static final MessageType ATTEMPT = new MessageType("lekha", "Attempt", "1");

    private static final org.axonframework.messaging.core.Metadata NOTHING =
            org.axonframework.messaging.core.Metadata.emptyInstance();

    private AxonWiring() {}

    /** The same where nothing personal is recorded. */
    public static EventSourcingConfigurer configurer(
            EventStorageEngine engine,
            EventCatalogue events,
            CommandCatalogue commands,
            Deciding.Limits limits,
            DecidingMeters meters) {
        return configurer(engine, events, commands, Sealing.NONE, limits, meters);
    }

    /** Axon over an engine, to be built and started, or handed to a test fixture. */
    public static EventSourcingConfigurer configurer(
            EventStorageEngine engine,
            EventCatalogue events,
            CommandCatalogue commands,
            Sealing sealing,
            Deciding.Limits limits,
            DecidingMeters meters) {
        return EventSourcingConfigurer.create()
                .componentRegistry(registry ->
                        registry.disableEnhancer(
                                        "org.axonframework.update.UpdateCheckerConfigurationEnhancer")
                                .registerComponent(EventStorageEngine.class, _ -> engine)
                                .registerComponent(
                                        CorrelationDataProviderRegistry.class,
                                        _ -> new DefaultCorrelationDataProviderRegistry())
                                .registerComponent(
                                        UnitOfWorkFactory.class,
                                        axon ->
                                                new SimpleUnitOfWorkFactory(
                                                        new ConfigurationApplicationContext(axon)))
                                .registerComponent(Converter.class, _ -> new EventJson(events))
                                .registerComponent(
                                        Deciding.class,
                                        axon ->
                                                new Deciding(
                                                        axon.getComponent(EventStore.class),
                                                        () ->
                                                                axon.getComponent(
                                                                        CommandGateway.class),
                                                        commands,
                                                        events,
                                                        sealing,
                                                        limits,
                                                        meters)))
                .registerTagResolver(_ -> message -> tags(events, message))
                .registerCommandHandlingModule(handling(commands));
    }

    private static ModuleBuilder<CommandHandlingModule> handling(CommandCatalogue commands) {
        var handlers = CommandHandlingModule.named("deciding").commandHandlers();
        for (var entry : commands.entries()) {
            handlers.commandHandler(
                    entry.message().qualifiedName(),
                    axon -> {
                        var deciding = axon.getComponent(Deciding.class);
                        return (message, context) ->
                                MessageStream.fromFuture(
                                        deciding.handle(message, context)
                                                .thenApply(attempt ->
                                                        new GenericCommandResultMessage(
                                                                new GenericMessage(
                                                                        message.identifier(),
                                                                        ATTEMPT,
                                                                        attempt,
                                                                        NOTHING))));
                    });
        }
        return handlers;
    }

    private static Set<Tag> tags(EventCatalogue events, EventMessage message) {
        var tags =
                message.payload() instanceof DomainEvent event ? events.tags(event) : Set.<Tag>of();
        var key = message.metadata().get(Metadata.IDEMPOTENCY_KEY);
        if (key == null) {
            return tags;
        }
        var withKey = new HashSet<>(tags);
        withKey.add(Tag.of(Tags.IDEMPOTENCY_KEY, key));
        return withKey;
    }
}
