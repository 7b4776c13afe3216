package dev.lekha.kernel;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command as a door hands it in: by name, and bytes or values.
 *
 * @param id unique, made by the door; ids of events derive from it
 * @param capability package word of the command, {@code registration}
 * @param command its name, {@code RegisterNode}
 * @param body what it says
 * @param key idempotency key, or empty where the asker gave none
 * @param receivedAt the door's clock
 * @param causation id of the event that led to this request, or empty
 */
public record Request(
        String id,
        String capability,
        String command,
        Body body,
        Caller caller,
        String key,
        Instant receivedAt,
        String causation) {
    /** What a command says, in one of two forms. */
    public sealed interface Body {
        /** JSON as it came from outside; read and checked when it is taken. */
        record Raw(byte[] bytes) implements Body {
            @Override
            public byte[] json() {
                return bytes;
            }
        }

        /**
         * As a door has read it already, by the names that its JSON has: the kernel's own types,
         * and text.
         */
        record Values(Map<String, Object> byName) implements Body {
            @Override
            public byte[] json() {
                return Json.MAPPER.writeValueAsBytes(new TreeMap<>(byName));
            }
        }

        /** The whole as JSON; the same values are the same bytes. */
        byte[] json();
    }

    public Request(
            String id,
            String capability,
            String command,
            byte[] json,
            Caller caller,
            String key,
            Instant receivedAt,
            String causation) {
        this(id, capability, command, new Body.Raw(json), caller, key, receivedAt, causation);
    }
}
