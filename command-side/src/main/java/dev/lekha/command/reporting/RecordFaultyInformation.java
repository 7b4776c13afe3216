package dev.lekha.command.reporting;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.reporting.ReportingEvent.FaultyInformationReceived;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Keeps what a door could not take, with what is known of why (4.23). Only doors say so. */
@Command(namespace = "reporting", name = "RecordFaultyInformation")
@AllowedTo(Role.PLATFORM)
public record RecordFaultyInformation(
        String source,
        String door,
        String reason,
        String diagnostics,
        @Omittable String digest,
        @Omittable String sample)
        implements Decision<Boolean> {
    private static final int LONGEST = 500;

    public RecordFaultyInformation {
        source = shortened(source);
        diagnostics = shortened(diagnostics);
        sample = shortened(sample);
    }

    @Override
    public EventCriteria boundary() {
        return Boundary.NOTHING;
    }

    @Override
    public Boolean initial() {
        return true;
    }

    @Override
    public Boolean evolve(Boolean state, DomainEvent event) {
        return state;
    }

    @Override
    public Verdict decide(Boolean state) {
        return accept(
                new FaultyInformationReceived(source, door, reason, diagnostics, digest, sample));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
