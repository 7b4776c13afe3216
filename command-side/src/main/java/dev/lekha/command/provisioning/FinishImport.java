package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ImportId;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportFinished;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Ends an import whose rows are all decided. */
@Command(namespace = "provisioning", name = "FinishImport")
@AllowedTo(Role.PLATFORM)
public record FinishImport(ImportId importId) implements ImportStep {
    @Override
    public Verdict decide(Import state) {
        return switch (state) {
            case Import.Absent() -> refuse("import-unknown", importId + " has not begun.");
            case Import.Finished _ -> accept();
            case Import.Open(var started, var decided, _) when decided < started.rows() ->
                    refuse(
                            "rows-undecided",
                            "%s has %d of %d rows decided."
                                    .formatted(importId, decided, started.rows()));
            case Import.Open(_, var decided, var rejected) ->
                    accept(new ImportFinished(importId, decided - rejected, rejected));
        };
    }
}
