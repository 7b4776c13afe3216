package dev.lekha.app;

import dev.lekha.store.embedded.FolderUnusable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start what is wrong with the data folder, in place of a stack trace. */
final class FolderFailure extends AbstractFailureAnalyzer<FolderUnusable> {
    @Override
    protected FailureAnalysis analyze(Throwable root, FolderUnusable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "The folder is named by --lekha.data=<folder>.",
                cause);
    }
}
