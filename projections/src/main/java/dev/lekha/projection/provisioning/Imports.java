package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ProvisioningEvent;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportFinished;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportStarted;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ProvisioningRowRejected;
import dev.lekha.kernel.provisioning.ProvisioningEvent.RowsImported;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** How far every import has come. Key: its id. */
@View(
        name = "imports",
        capability = "provisioning",
        fields = {"state", "startedBy", "startedAt"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Imports implements Projection<Imports.Progress> {
    /**
     * @param state {@code open} or {@code finished}
     * @param decided rows, from the first; of them {@code rejected} were refused
     * @param finishedAt empty while it is open
     * @param chosen how the members of an operation were chosen, else empty
     */
    public record Progress(
            String importId,
            String state,
            String format,
            String digest,
            long bytes,
            long rows,
            long decided,
            long rejected,
            String startedBy,
            String startedAt,
            String finishedAt,
            String chosen) {
        Progress at(long nowDecided, long nowRejected) {
            return with(state, nowDecided, nowRejected, "");
        }

        Progress finished(String time) {
            return with("finished", decided, rejected, time);
        }

        private Progress with(String now, long nowDecided, long nowRejected, String end) {
            return new Progress(
                    importId,
                    now,
                    format,
                    digest,
                    bytes,
                    rows,
                    nowDecided,
                    nowRejected,
                    startedBy,
                    startedAt,
                    end,
                    chosen);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ProvisioningEvent event
                        && !(event instanceof ProvisioningRowRejected)
                ? List.of(event.importId().value())
                : List.of();
    }

    @Override
    public Optional<Progress> apply(String key, Optional<Progress> row, Fact fact) {
        return fact.event() instanceof ProvisioningEvent event ? changed(event, row, fact) : row;
    }

    private static Optional<Progress> changed(
            ProvisioningEvent event, Optional<Progress> row, Fact fact) {
        var time = Interval.text(fact.recordedAt());
        return switch (event) {
            case ImportStarted e ->
                    Optional.of(
                            new Progress(
                                    e.importId().value(),
                                    "open",
                                    e.format(),
                                    e.digest(),
                                    e.bytes(),
                                    e.rows(),
                                    0,
                                    0,
                                    e.startedBy(),
                                    time,
                                    "",
                                    e.chosen()));
            case RowsImported e -> row.map(one -> one.at(e.last(), one.rejected + e.rejected()));
            case ProvisioningRowRejected _ -> row;
            case ImportFinished _ -> row.map(one -> one.finished(time));
        };
    }
}
