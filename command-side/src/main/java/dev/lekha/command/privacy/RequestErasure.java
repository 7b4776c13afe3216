package dev.lekha.command.privacy;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.privacy.PrivacyEvent.ErasureRequested;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Asks that all that is known of a person be made unreadable for ever. Nothing is done until
 * another operator approves it.
 *
 * @param ground the law that it is asked by, 1 to 200 characters
 * @param reference of the case, 1 to 200 characters; it stays in the log and names nobody
 */
@Command(namespace = "privacy", name = "RequestErasure")
@AllowedTo(Role.OPERATOR)
public record RequestErasure(
        SubjectId subject,
        String ground,
        String reference,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Erasure> {
    private static final int LONGEST = 200;

    public RequestErasure {
        check("ground", ground);
        check("reference", reference);
    }

    private static void check(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException(what + " has 1 to " + LONGEST + " characters");
        }
    }

    @Override
    public EventCriteria boundary() {
        return Erasure.boundary(subject);
    }

    @Override
    public Erasure initial() {
        return new Erasure.Unknown();
    }

    @Override
    public Erasure evolve(Erasure erasure, DomainEvent event) {
        return erasure.evolve(event);
    }

    @Override
    public Verdict decide(Erasure erasure) {
        return switch (erasure) {
            case Erasure.Unknown() ->
                    refuse("subject-unknown", "Nothing is known of " + subject + ".");
            case Erasure.Known() ->
                    accept(new ErasureRequested(subject, ground, reference, caller.actor()));
            case Erasure.Requested(var request) when request.reference().equals(reference) ->
                    accept();
            case Erasure.Requested(var request) ->
                    refuse(
                            "erasure-requested",
                            "It is requested already, as " + request.reference() + ".");
            case Erasure.Done() -> accept();
        };
    }
}
