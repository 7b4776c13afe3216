package dev.lekha.command.privacy;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.privacy.ConsentEvent.ConsentGiven;
import dev.lekha.kernel.privacy.ConsentRecipient;
import dev.lekha.kernel.privacy.ContextName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Lets one read what is under consent, in place of what the same one was given before. The node
 * says so itself, or an operator for whom it is about; nobody who would read it.
 *
 * @param to who may read it, {@code *} for anybody
 * @param purposes 1 to 20
 * @param until ISO 8601; left out for as long as it is not withdrawn
 */
@Command(namespace = "privacy", name = "GiveConsent")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record GiveConsent(
        NodeId node,
        ContextName what,
        ConsentRecipient to,
        SortedSet<String> purposes,
        @Omittable String until,
        @JacksonInject(value = CommandCatalogue.RECEIVED_AT, useInput = OptBoolean.FALSE)
                Instant receivedAt)
        implements ConsentStep {
    private static final int MOST_PURPOSES = 20;
    private static final int MOST_RECIPIENTS = 100;

    public GiveConsent {
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
        if (purposes.isEmpty() || purposes.size() > MOST_PURPOSES) {
            throw new IllegalArgumentException("consent has 1 to " + MOST_PURPOSES + " purposes");
        }
        purposes.forEach(purpose -> Ids.check("a purpose", purpose));
        if (!until.isEmpty() && !end(until).isAfter(receivedAt)) {
            throw new IllegalArgumentException("consent ends in the future");
        }
    }

    @Override
    public Verdict decide(Consents consents) {
        if (!consents.required()) {
            return refuse(
                    "consent-not-required",
                    "%s of %s is not under consent; RequireConsent puts it there."
                            .formatted(what, node));
        }
        var given = new ConsentGiven(node, what, to, purposes, until);
        if (given.equals(consents.given().get(to))) {
            return accept();
        }
        return consents.given().size() >= MOST_RECIPIENTS && !consents.given().containsKey(to)
                ? refuse(
                        "too-many-consents",
                        "At most " + MOST_RECIPIENTS + " have consent; withdraw some.")
                : accept(given);
    }

    private static Instant end(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("a time reads 2030-12-31T00:00:00Z", unreadable);
        }
    }
}
