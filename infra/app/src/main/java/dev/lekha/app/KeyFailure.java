package dev.lekha.app;

import dev.lekha.crypto.key.KeyUnusable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start which key cannot be used, and why, in place of a stack trace. */
final class KeyFailure extends AbstractFailureAnalyzer<KeyUnusable> {
    @Override
    protected FailureAnalysis analyze(Throwable root, KeyUnusable cause) {
        return new FailureAnalysis(
                named(findCause(root, BindException.class), String.valueOf(cause.getMessage())),
                "Mend what is named, or the setting; infra/docs/settings.md has those of keys.",
                cause);
    }

    /** A record that is bound does not know under which name. */
    private static String named(@Nullable BindException bound, String finding) {
        return bound == null || finding.startsWith(bound.getName().toString())
                ? finding
                : bound.getName() + ": " + finding;
    }
}
