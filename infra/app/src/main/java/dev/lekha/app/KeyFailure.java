package dev.lekha.app;

import dev.lekha.crypto.key.KeyUnusable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start which key cannot be used, and why, in place of a stack trace. */
final class KeyFailure extends AbstractFailureAnalyzer<KeyUnusable> {
    @Override
    protected FailureAnalysis analyze(Throwable root, KeyUnusable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend what is named, or the setting; infra/docs/settings.md has those of keys.",
                cause);
    }
}
