package dev.lekha.command.provisioning;

import static dev.lekha.command.Scenario.given;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ImportId;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportFinished;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportStarted;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ProvisioningRowRejected;
import dev.lekha.kernel.provisioning.ProvisioningEvent.RowsImported;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportsTest {
    private static final ImportId ID = new ImportId("spring-2027");
    private static final String DIGEST = "sha-256:" + "0".repeat(64);
    private static final ImportStarted STARTED =
            new ImportStarted(ID, "csv", DIGEST, 90, 3, "anna", "");
    private static final RowsImported TWO = new RowsImported(ID, 1, 1, List.of(17L, 0L), List.of());
    private static final RecordRows.Row TAKEN =
            new RecordRows.Row(2, 17, "registration/RegisterNode", "", "", "");
    private static final RecordRows.Row REFUSED =
            new RecordRows.Row(3, 0, "registration/RegisterNode", "name-taken", "It is.", "");

    private static StartImport start(String actor, String digest) {
        var caller = new Caller(actor, "default", Set.of(Role.OPERATOR), Set.of());
        return new StartImport(ID, "csv", digest, 90, 3, "", caller);
    }

    @Test
    void an_import_goes_on_with_the_same_bytes_by_the_same_caller_only() {
        given().when(start("anna", DIGEST)).thenEvents(STARTED);
        given(STARTED, TWO).when(start("anna", DIGEST)).thenNothing();
        given(STARTED, TWO)
                .when(start("anna", "sha-256:" + "1".repeat(64)))
                .thenRefused("import-differs");
        given(STARTED, TWO).when(start("bert", DIGEST)).thenRefused("import-differs");
        given(
                        STARTED,
                        TWO,
                        new RowsImported(ID, 3, 0, List.of(20L), List.of()),
                        new ImportFinished(ID, 2, 1))
                .when(start("anna", DIGEST))
                .thenRefused("import-finished");
    }

    @Test
    void what_became_of_rows_is_kept_once_and_in_order() {
        var rows = new RecordRows(ID, 1, List.of(TAKEN, REFUSED));
        given(STARTED)
                .when(rows)
                .thenEvents(
                        new ProvisioningRowRejected(
                                ID, 2, 3, "registration/RegisterNode", "name-taken", "It is.", ""),
                        TWO);
        given(STARTED, TWO).when(rows).thenNothing();
        given(STARTED).when(new RecordRows(ID, 2, List.of(TAKEN))).thenRefused("rows-out-of-order");
        given(STARTED, TWO)
                .when(new RecordRows(ID, 3, List.of(TAKEN, TAKEN)))
                .thenRefused("rows-out-of-order");
        given().when(rows).thenRefused("import-unknown");
    }

    @Test
    void an_import_ends_when_every_row_is_decided() {
        given(STARTED, TWO).when(new FinishImport(ID)).thenRefused("rows-undecided");
        var last = new RowsImported(ID, 3, 0, List.of(20L), List.of());
        given(STARTED, TWO, last)
                .when(new FinishImport(ID))
                .thenEvents(new ImportFinished(ID, 2, 1));
        given(STARTED, TWO, last, new ImportFinished(ID, 2, 1))
                .when(new FinishImport(ID))
                .thenNothing();
    }

    @Test
    @Requirement("6.15")
    void rows_of_members_keep_their_nodes_and_how_these_were_chosen() {
        var caller = new Caller("anna", "default", Set.of(Role.OPERATOR), Set.of());
        var started = new ImportStarted(ID, "members", DIGEST, 90, 2, "anna", "group roof at 7");
        given().when(new StartImport(ID, "members", DIGEST, 90, 2, "group roof at 7", caller))
                .thenEvents(started);
        given(started)
                .when(new StartImport(ID, "members", DIGEST, 90, 2, "group roof at 9", caller))
                .thenNothing();
        given(started)
                .when(
                        new RecordRows(
                                ID,
                                1,
                                List.of(
                                        new RecordRows.Row(1, 17, "context/X", "", "", "m1"),
                                        new RecordRows.Row(2, 0, "context/X", "no", "No.", "m2"))))
                .thenEvents(
                        new ProvisioningRowRejected(ID, 2, 2, "context/X", "no", "No.", "m2"),
                        new RowsImported(ID, 1, 1, List.of(17L, 0L), List.of("m1", "m2")));
    }
}
