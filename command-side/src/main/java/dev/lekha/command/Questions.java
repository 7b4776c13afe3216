package dev.lekha.command;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.PersonalComponents;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Sha2;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Makes questions of what is asked, from outside by name and bytes or from inside by decision. */
final class Questions {
    /** What the platform asks itself; no caller's name begins like this. */
    private static final String INSIDE = "~/";

    private Questions() {}

    /**
     * @param domain of this process, or empty
     */
    static Question<?> of(Request request, CommandCatalogue.Entry entry, String domain) {
        var decision = CommandCatalogue.read(entry, request, domain);
        var keyed = !request.key().isEmpty();
        return question(
                decision,
                entry,
                request.caller(),
                request.id(),
                keyed ? request.caller().actor() + "/" + request.key() : "",
                keyed ? digest(entry, impersonal(entry, request.body().json())) : "",
                request.receivedAt(),
                request.causation());
    }

    /** The id is the idempotency key as well: the platform asks again under the same id. */
    static Question<?> of(
            Decision<?> decision, Caller caller, String id, Instant at, String causation) {
        @SuppressWarnings("unchecked") // a decision's class is a class of decisions
        var entry = CommandCatalogue.entry((Class<? extends Decision<?>>) decision.getClass());
        return question(decision, entry, caller, id, INSIDE + id, "", at, causation);
    }

    private static <S> Question<S> question(
            Decision<S> decision,
            CommandCatalogue.Entry entry,
            Caller caller,
            String id,
            String key,
            String digest,
            Instant receivedAt,
            String causation) {
        return new Question<>(
                decision,
                entry,
                decision.boundary(),
                caller,
                id,
                key,
                digest,
                receivedAt,
                causation);
    }

    /**
     * Without what is personal: the digest stays in the log, and who knows all but a name could try
     * names until it fits.
     */
    private static byte[] impersonal(CommandCatalogue.Entry entry, byte[] body) {
        var personal = PersonalComponents.names(entry.type());
        if (personal.isEmpty() || !(Json.MAPPER.readTree(body) instanceof ObjectNode command)) {
            return body;
        }
        return Json.MAPPER.writeValueAsBytes(command.remove(personal));
    }

    private static String digest(CommandCatalogue.Entry entry, byte[] body) {
        var command = entry.capability() + "/" + entry.name() + "\n";
        return Sha2.SHA_256.hex(command.getBytes(StandardCharsets.UTF_8), body);
    }
}
