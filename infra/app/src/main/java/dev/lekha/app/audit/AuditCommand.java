package dev.lekha.app.audit;

import picocli.CommandLine.Command;

/** {@code lekha audit}: what proves, to people who need not trust the operator, what happened. */
@Command(
        name = "audit",
        description = "Exports evidence, verifies it offline, and watches a platform from outside.",
        subcommands = {
            ExportBundle.class,
            VerifyBundle.class,
            ReplayLog.class,
            WatchLog.class,
            ArchiveCommand.class
        },
        mixinStandardHelpOptions = true)
public final class AuditCommand {}
