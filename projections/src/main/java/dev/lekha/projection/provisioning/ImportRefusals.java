package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ProvisioningRowRejected;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Rows of imports that were refused, and why. */
@View(
        name = ImportRefusals.NAME,
        capability = "provisioning",
        fields = {"importId", "row", "code"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class ImportRefusals implements Projection<ImportRefusals.Refusal> {
    public static final String NAME = "import-refusals";

    /**
     * @param row its number, from 1, the header not counted
     * @param line of the file on which it ends
     * @param node the member of an operation that it is about, else empty
     */
    public record Refusal(
            String importId,
            long row,
            long line,
            String command,
            String code,
            String reason,
            String node) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ProvisioningRowRejected rejected
                ? List.of(rejected.importId() + "~%012d".formatted(rejected.row()))
                : List.of();
    }

    @Override
    public Optional<Refusal> apply(String key, Optional<Refusal> row, Fact fact) {
        return fact.event() instanceof ProvisioningRowRejected e
                ? Optional.of(
                        new Refusal(
                                e.importId().value(),
                                e.row(),
                                e.line(),
                                e.command(),
                                e.code(),
                                e.reason(),
                                e.node()))
                : row;
    }
}
