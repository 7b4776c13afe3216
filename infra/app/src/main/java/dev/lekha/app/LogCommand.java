package dev.lekha.app;

import picocli.CommandLine.Command;

/** {@code lekha log}: what an operator does with the log itself. */
@Command(
        name = "log",
        description = "Checks, mends and archives the log.",
        subcommands = {CheckLog.class, RepairLog.class, ArchiveLog.class},
        mixinStandardHelpOptions = true)
final class LogCommand {}
