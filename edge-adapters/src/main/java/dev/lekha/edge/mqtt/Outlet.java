package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import com.hivemq.extension.sdk.api.services.subscription.SubscriptionStore;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the platform itself does inside the broker, and to whose connections. */
record Outlet(
        PublishService publishing,
        SubscriptionStore subscriptions,
        ClientService clients,
        Connections connections) {
    private static final String JSON = "application/json";

    /** Of the broker that is being started, which is when its services are at hand. */
    static Outlet ofStarting(Connections connections) {
        return new Outlet(
                Services.publishService(),
                Services.subscriptionStore(),
                Services.clientService(),
                connections);
    }

    /**
     * Completes with whether the broker has it for a client, connected or with a session.
     *
     * @param topic without wildcards
     */
    CompletableFuture<Boolean> publish(
            String topic, byte[] payload, String contentType, String event, String id) {
        return isHeard(topic)
                .thenCompose(heard ->
                        heard
                                ? publishing
                                        .publish(
                                                message(topic, payload, contentType)
                                                        .userProperty("event-id", event)
                                                        .userProperty("notification-id", id)
                                                        .build())
                                        .thenApply(_ -> true)
                                : CompletableFuture.completedFuture(false));
    }

    /** JSON, at QoS 1, to whoever is subscribed. */
    CompletableFuture<Void> publish(String topic, byte[] json) {
        return publishing.publish(message(topic, json, JSON).build());
    }

    /** JSON, at QoS 1, to one client alone, which gets nothing where it is not subscribed. */
    CompletableFuture<?> publishTo(String client, String topic, byte[] json) {
        return publishing.publishToClient(message(topic, json, JSON).build(), client);
    }

    /** Whether anybody is subscribed, connected or with a session. */
    CompletableFuture<Boolean> isHeard(String topic) {
        var anybody = new AtomicBoolean();
        return subscriptions
                .iterateAllSubscribersForTopic(
                        topic,
                        (context, _) -> {
                            anybody.set(true);
                            context.abortIteration();
                        })
                .thenApply(_ -> anybody.get());
    }

    private static PublishBuilder message(String topic, byte[] payload, String contentType) {
        return Builders.publish()
                .topic(topic)
                .qos(Qos.AT_LEAST_ONCE)
                .contentType(contentType)
                .payload(ByteBuffer.wrap(payload));
    }
}
