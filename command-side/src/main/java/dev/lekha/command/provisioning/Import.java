package dev.lekha.command.provisioning;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.provisioning.ImportId;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportFinished;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportStarted;
import dev.lekha.kernel.provisioning.ProvisioningEvent.RowsImported;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** How far an import has come. */
sealed interface Import {
    /** None of that id. */
    record Absent() implements Import {}

    /**
     * @param decided rows, from the first
     */
    record Open(ImportStarted started, long decided, long rejected) implements Import {}

    record Finished(ImportStarted started) implements Import {}

    static EventCriteria boundary(ImportId id) {
        return Boundary.of(
                Tags.IMPORT,
                id.value(),
                ImportStarted.class,
                RowsImported.class,
                ImportFinished.class);
    }

    default Import evolve(DomainEvent event) {
        return switch (event) {
            case ImportStarted started -> new Open(started, 0, 0);
            case RowsImported rows when this instanceof Open(var started, _, var rejected) ->
                    new Open(started, rows.last(), rejected + rows.rejected());
            case ImportFinished _ when this instanceof Open(var started, _, _) ->
                    new Finished(started);
            default -> this;
        };
    }
}
