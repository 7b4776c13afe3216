package dev.lekha.kernel;

import java.time.Instant;

/**
 * A command as a door hands it in: by name and bytes.
 *
 * @param id unique, made by the door; ids of events derive from it
 * @param capability package word of the command, {@code registration}
 * @param command its name, {@code RegisterNode}
 * @param body JSON
 * @param key idempotency key, or empty where the asker gave none
 * @param receivedAt the door's clock
 * @param causation id of the event that led to this request, or empty
 */
public record Request(
        String id,
        String capability,
        String command,
        byte[] body,
        Caller caller,
        String key,
        Instant receivedAt,
        String causation) {}
