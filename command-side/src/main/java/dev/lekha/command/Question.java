package dev.lekha.command;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Metadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A decision together with who asks for it and how.
 *
 * @param id unique; events take theirs from it
 * @param key idempotency key with its origin, or empty
 * @param digest of the command, by which a key's misuse is seen; empty without a key
 * @param causation id of the event that led to it, or empty
 */
record Question<S>(
        Decision<S> decision,
        CommandCatalogue.Entry entry,
        EventCriteria boundary,
        Caller caller,
        String id,
        String key,
        String digest,
        Instant receivedAt,
        String causation) {

    /** The same for a decision that its history tells of, so that no key need be kept. */
    Question<S> withoutKey() {
        return key.isEmpty()
                ? this
                : new Question<>(
                        decision, entry, boundary, caller, id, "", "", receivedAt, causation);
    }

    /** What is kept with each event that the answer consists of. */
    Map<String, String> metadata() {
        var metadata = new HashMap<String, String>(8);
        metadata.put(Metadata.ACTOR, caller.actor());
        metadata.put(Metadata.TENANT, caller.tenant());
        metadata.put(Metadata.CORRELATION, id);
        if (!caller.purpose().isEmpty()) {
            metadata.put(Metadata.PURPOSE, caller.purpose());
        }
        if (!causation.isEmpty()) {
            metadata.put(Metadata.CAUSATION, causation);
        }
        if (!key.isEmpty()) {
            metadata.put(Metadata.IDEMPOTENCY_KEY, key);
        }
        if (!digest.isEmpty()) {
            metadata.put(Metadata.REQUEST_DIGEST, digest);
        }
        return metadata;
    }
}
