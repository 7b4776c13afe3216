package dev.lekha.projection.provisioning;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ProvisioningEvent.RowsImported;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Where in the log the rows of imports stand, some hundreds of them to a row of this view. */
@View(
        name = ImportReceipts.NAME,
        capability = "provisioning",
        fields = {"importId", "first"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class ImportReceipts implements Projection<ImportReceipts.Receipts> {
    public static final String NAME = "import-receipts";

    /**
     * @param first number of the first row
     * @param positions of the last event of each row from the first on; 0 where it was refused
     * @param nodes that they are about, where they are members of an operation; else none
     */
    public record Receipts(String importId, long first, List<Long> positions, List<String> nodes) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof RowsImported rows
                ? List.of(rows.importId() + "~%012d".formatted(rows.first()))
                : List.of();
    }

    @Override
    public Optional<Receipts> apply(String key, Optional<Receipts> row, Fact fact) {
        return fact.event() instanceof RowsImported(var id, var first, _, var positions, var nodes)
                ? Optional.of(new Receipts(id.value(), first, positions, nodes))
                : row;
    }
}
