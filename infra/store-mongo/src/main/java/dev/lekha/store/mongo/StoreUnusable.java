package dev.lekha.store.mongo;

/** The database cannot be used as it is; the message says why, and what helps. */
public final class StoreUnusable extends RuntimeException {
    StoreUnusable(String message) {
        super(message);
    }
}
