package dev.lekha.app;

import picocli.CommandLine.Command;

/** {@code lekha log}: what an operator does with the log itself. */
@Command(
        name = "log",
        description = "Checks, mends, archives and copies the log.",
        subcommands = {CheckLog.class, RepairLog.class, ArchiveLog.class, CopyLog.class},
        mixinStandardHelpOptions = true)
final class LogCommand {}
