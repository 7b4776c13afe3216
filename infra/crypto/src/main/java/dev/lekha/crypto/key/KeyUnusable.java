package dev.lekha.crypto.key;

/** A key that is not there, cannot be read, or that others could have read. */
public final class KeyUnusable extends RuntimeException {
    public KeyUnusable(String finding) {
        super(finding);
    }

    public KeyUnusable(String finding, Throwable cause) {
        super(finding, cause);
    }
}
