package dev.lekha.command;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** Makes questions of what is asked, from outside by name and bytes or from inside by decision. */
final class Questions {
    /** What the platform asks itself; no caller's name begins like this. */
    private static final String INSIDE = "~/";

    private Questions() {}

    static Question<?> of(Request request, CommandCatalogue.Entry entry) {
        var decision =
                CommandCatalogue.read(
                        entry, request.body(), request.receivedAt(), request.caller());
        var keyed = !request.key().isEmpty();
        return question(
                decision,
                entry,
                request.caller(),
                request.id(),
                keyed ? request.caller().actor() + "/" + request.key() : "",
                keyed ? digest(entry, request.body()) : "",
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

    private static String digest(CommandCatalogue.Entry entry, byte[] body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256", "SUN");
            sha256.update(
                    (entry.capability() + "/" + entry.name() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
