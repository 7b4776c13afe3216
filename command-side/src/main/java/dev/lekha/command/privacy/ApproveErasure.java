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
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Agrees to an erasure that another operator has requested; there is no way back.
 *
 * @param reference of the case, as it was requested
 */
@Command(namespace = "privacy", name = "ApproveErasure")
@AllowedTo(Role.OPERATOR)
public record ApproveErasure(
        SubjectId subject,
        String reference,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Erasure> {
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
            case Erasure.Unknown(), Erasure.Known() ->
                    refuse(
                            "erasure-not-requested",
                            "Nobody has requested to erase " + subject + ".");
            case Erasure.Requested(var request) -> decide(request);
            case Erasure.Done() -> accept();
        };
    }

    private Verdict decide(ErasureRequested request) {
        if (!request.reference().equals(reference)) {
            return refuse("another-case", "The erasure was requested under another reference.");
        }
        if (request.requestedBy().equals(caller.actor())) {
            return refuse("same-operator", "Another operator than who requested it approves it.");
        }
        return accept(
                new SubjectKeyDestroyed(
                        subject,
                        request.ground(),
                        reference,
                        request.requestedBy(),
                        caller.actor()));
    }
}
