/** The way out to subscribers: webhooks, and topics of the MQTT broker. */
@NullMarked
package dev.lekha.edge.notifications;

import org.jspecify.annotations.NullMarked;
