package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Tags;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Imports: what came, what became of each row, and that all is done. */
public sealed interface ProvisioningEvent extends DomainEvent {
    @EventTag(key = Tags.IMPORT)
    ImportId importId();

    /**
     * A file was taken, whole and readable; its rows are decided from now on.
     *
     * @param format {@code csv}, {@code ndjson}, or {@code members} for rows that the platform
     *     wrote, one for each member of an operation
     * @param digest {@code sha-256:} and hex, of the bytes as they came
     * @param rows in it, header and empty lines not counted
     * @param startedBy whose authority decides its rows
     * @param chosen how the members of an operation were chosen, and at which position; else empty
     */
    @Event(namespace = "provisioning", name = "ImportStarted", version = "1")
    record ImportStarted(
            ImportId importId,
            String format,
            String digest,
            long bytes,
            long rows,
            String startedBy,
            @Omittable String chosen)
            implements ProvisioningEvent {}

    /**
     * Rows that follow one another were decided.
     *
     * @param first number of the first of them, from 1
     * @param rejected how many of them were refused; each has an event of its own
     * @param positions of the last event of each, in order; 0 for a refused one
     * @param nodes that each is about, in order, where they are members of an operation; else none
     */
    @Event(namespace = "provisioning", name = "RowsImported", version = "1")
    record RowsImported(
            ImportId importId,
            long first,
            long rejected,
            List<Long> positions,
            @Omittable List<String> nodes)
            implements ProvisioningEvent {
        public RowsImported {
            positions = List.copyOf(positions);
            nodes = List.copyOf(nodes);
        }

        public long last() {
            return first + positions.size() - 1;
        }
    }

    /**
     * A row was refused; those before and after it are not touched by that.
     *
     * @param line of the file on which the row ends, from 1
     * @param command that it asked for, as {@code capability/Name}, or empty where that is unclear
     * @param node the member of an operation that the row is about, else empty
     */
    @Event(namespace = "provisioning", name = "ProvisioningRowRejected", version = "1")
    record ProvisioningRowRejected(
            ImportId importId,
            long row,
            long line,
            String command,
            String code,
            String reason,
            @Omittable String node)
            implements ProvisioningEvent {}

    /** Every row was decided. */
    @Event(namespace = "provisioning", name = "ImportFinished", version = "1")
    record ImportFinished(ImportId importId, long accepted, long rejected)
            implements ProvisioningEvent {}
}
