package dev.lekha.app.keys;

import picocli.CommandLine.Command;

/** {@code lekha keys}: what signs, and by whose word it changes. */
@Command(
        name = "keys",
        description = {
            "Lists the keys that sign, and rotates them by the word of an offline root.",
            "What changes keys wants a platform over a data folder stopped."
        },
        subcommands = {
            ListKeys.class,
            MakeRoot.class,
            IntroduceKeys.class,
            RotateKeys.class,
            SignRotation.class,
            RotateWitness.class,
            CheckStatement.class
        },
        mixinStandardHelpOptions = true)
public final class KeysCommand {}
