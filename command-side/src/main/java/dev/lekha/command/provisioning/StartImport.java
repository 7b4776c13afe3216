package dev.lekha.command.provisioning;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.provisioning.ImportId;
import dev.lekha.kernel.provisioning.ProvisioningEvent.ImportStarted;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Begins an import, or goes on with one of the same bytes by the same caller (6.18). The door that
 * took the file sends it.
 *
 * @param format {@code csv}, {@code ndjson} or {@code members}
 * @param digest {@code sha-256:} and hex, of the bytes
 * @param chosen how the members of an operation were chosen; the first word about it stays
 */
@Command(namespace = "provisioning", name = "StartImport")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record StartImport(
        ImportId importId,
        String format,
        String digest,
        long bytes,
        long rows,
        @Omittable String chosen,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements ImportStep {
    /** A condition of 2,000 characters, written out, and what stands around it. */
    private static final int LONGEST_CHOICE = 5_000;

    public StartImport {
        if (!format.matches("csv|ndjson|members")) {
            throw new IllegalArgumentException("a format is csv, ndjson or members");
        }
        if (!digest.matches("sha-256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest reads sha-256:<hex>");
        }
        if (bytes < 0 || rows < 0) {
            throw new IllegalArgumentException("there are no fewer than 0 bytes and rows");
        }
        if (chosen.length() > LONGEST_CHOICE) {
            throw new IllegalArgumentException(
                    "chosen has at most " + LONGEST_CHOICE + " characters");
        }
    }

    @Override
    public Verdict decide(Import state) {
        return switch (state) {
            case Import.Absent() -> accept(started(chosen));
            case Import.Finished(var started) ->
                    differs(started)
                            ? other()
                            : refuse("import-finished", importId + " is finished.");
            case Import.Open(var started, _, _) -> differs(started) ? other() : accept();
        };
    }

    private boolean differs(ImportStarted started) {
        return !started.equals(started(started.chosen()));
    }

    private ImportStarted started(String choice) {
        return new ImportStarted(importId, format, digest, bytes, rows, caller.actor(), choice);
    }

    private Verdict other() {
        return refuse("import-differs", importId + " is of other bytes, or somebody else's.");
    }
}
