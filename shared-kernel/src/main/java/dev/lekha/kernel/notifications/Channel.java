package dev.lekha.kernel.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a subscriber is reached. */
public enum Channel {
    /** HTTP POST to the subscriber's endpoint (Standard Webhooks). */
    @JsonProperty("webhook")
    WEBHOOK,
    /** The subscriber asks and keeps the connection (server-sent events). */
    @JsonProperty("sse")
    SSE,
    /** Published to the subscriber's own topic. */
    @JsonProperty("mqtt")
    MQTT
}
