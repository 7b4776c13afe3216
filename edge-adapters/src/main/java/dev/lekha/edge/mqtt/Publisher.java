package dev.lekha.edge.mqtt;

import java.util.concurrent.CompletableFuture;

/** Publishes what the platform itself has to say, by whichever broker there is. */
public interface Publisher {
    /**
     * At QoS 1. Completes with whether the broker has it for a client, connected or with a session;
     * fails where the broker refuses it or is away.
     *
     * @param topic without wildcards
     * @param event user property {@code event-id}
     * @param id user property {@code notification-id}
     */
    CompletableFuture<Boolean> publish(
            String topic, byte[] payload, String contentType, String event, String id);
}
