/**
 * The MQTT door: devices publish SenML packs to {@code devices/{device}/reports}, and an
 * acknowledgement means stored. The broker runs inside ({@link dev.lekha.edge.mqtt.EmbeddedBroker})
 * or elsewhere ({@link dev.lekha.edge.mqtt.ExternalBroker}); {@link dev.lekha.edge.mqtt.Reports} is
 * the same for both.
 */
@NullMarked
package dev.lekha.edge.mqtt;

import org.jspecify.annotations.NullMarked;
