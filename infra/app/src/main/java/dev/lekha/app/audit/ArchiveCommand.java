package dev.lekha.app.audit;

import picocli.CommandLine.Command;

/** {@code lekha audit archive}: keeps bundles provable for longer than keys and digests last. */
@Command(
        name = "archive",
        description = {
            "Evidence records (RFC 4998) over bundles: makes, renews and verifies them.",
            "A record lies beside its bundle, as BUNDLE.ers."
        },
        subcommands = {MakeArchive.class, RenewArchive.class, VerifyArchive.class},
        mixinStandardHelpOptions = true)
final class ArchiveCommand {}
