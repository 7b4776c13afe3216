package dev.lekha.crypto;

/** Evidence that proves nothing: it cannot be read, or it can and is not true. */
public abstract sealed class Rejected extends RuntimeException permits Malformed, Invalid {
    Rejected(String finding) {
        super(finding, null, false, false);
    }

    /** What was found, in a sentence. */
    public String finding() {
        return String.valueOf(getMessage());
    }
}
