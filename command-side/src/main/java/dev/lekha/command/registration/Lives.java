package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.registration.Lifecycle;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said where the table of lives has no such step. */
final class Lives {
    private Lives() {}

    /** No, with the state that was found and the steps that are allowed from it. */
    static Verdict refused(Object who, Lifecycle found, Lifecycle.Step asked) {
        var allowed = found.allowed().stream().map(Lives::text).collect(Collectors.joining(", "));
        return refuse(
                "transition-refused",
                "%s is %s: %s is not allowed from there, %s."
                        .formatted(
                                who,
                                found.text(),
                                text(asked),
                                allowed.isEmpty() ? "and nothing else is" : "but " + allowed));
    }

    private static String text(Lifecycle.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
