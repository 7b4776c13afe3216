package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ImportId;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ProvisioningRowRejected;
import dev.lekha.kernel.provisioning.ProvisioningEvent.RowsImported;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Keeps what became of the next rows of an import; of rows that are kept already it changes
 * nothing. Only the door that decides them says so.
 *
 * @param first number of the first row, from 1
 */
@Command(namespace = "provisioning", name = "RecordRows")
@AllowedTo(Role.PLATFORM)
public record RecordRows(ImportId importId, long first, List<Row> rows) implements ImportStep {
    private static final int MOST = 1_000;

    /**
     * What became of a row.
     *
     * @param position of its last event, or 0 where it was refused
     * @param code of the refusal, or empty; so {@code command} and {@code reason}
     * @param node that it is about, where the rows are of members; else empty
     */
    public record Row(
            long line,
            long position,
            String command,
            String code,
            String reason,
            @Omittable String node) {}

    public RecordRows {
        rows = List.copyOf(rows);
        if (rows.isEmpty() || rows.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " rows are kept at a time");
        }
    }

    @Override
    public Verdict decide(Import state) {
        return switch (state) {
            case Import.Absent() -> refuse("import-unknown", importId + " has not begun.");
            case Import.Finished _ -> accept();
            case Import.Open(_, var decided, _) when first <= decided -> accept();
            case Import.Open(var started, var decided, _)
                    when first != decided + 1 || first + rows.size() - 1 > started.rows() ->
                    refuse(
                            "rows-out-of-order",
                            "%s has %d of %d rows decided; row %d is not the next."
                                    .formatted(importId, decided, started.rows(), first));
            case Import.Open _ -> accept(events());
        };
    }

    private List<DomainEvent> events() {
        var events = new ArrayList<DomainEvent>();
        var positions = new ArrayList<Long>(rows.size());
        for (var at = 0; at < rows.size(); at++) {
            var row = rows.get(at);
            positions.add(row.position);
            if (!row.code.isEmpty()) {
                events.add(
                        new ProvisioningRowRejected(
                                importId,
                                first + at,
                                row.line,
                                row.command,
                                row.code,
                                row.reason,
                                row.node));
            }
        }
        events.add(new RowsImported(importId, first, events.size(), positions, nodes()));
        return events;
    }

    private List<String> nodes() {
        return rows.stream().allMatch(row -> row.node.isEmpty())
                ? List.of()
                : rows.stream().map(Row::node).toList();
    }
}
