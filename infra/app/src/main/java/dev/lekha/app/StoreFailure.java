package dev.lekha.app;

import dev.lekha.store.mongo.StoreUnusable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start what is wrong with the database, in place of a stack trace. */
final class StoreFailure extends AbstractFailureAnalyzer<StoreUnusable> {
    @Override
    protected FailureAnalysis analyze(Throwable root, StoreUnusable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "The database is named by --lekha.store=mongodb://<host>/<database>.",
                cause);
    }
}
