package dev.lekha.kernel;

/** A "no" that the asker can act on: a stable code to program against and a sentence to read. */
public final class Refused extends RuntimeException {
    /** What the asker can do about it; a door maps it to its protocol's own status. */
    public enum Kind {
        /** The request cannot be read: mend it. */
        MALFORMED,
        /** Nobody known is asking: authenticate. */
        UNAUTHENTICATED,
        /** The asker may not do this. */
        FORBIDDEN,
        /** What is addressed does not exist. */
        UNKNOWN,
        /** A rule says no in the present state. */
        CONFLICT,
        /** The same request id was used for something else. */
        MISUSED,
        /** More than one request may hold. */
        TOO_LARGE,
        /** Too much from this asker: slow down. */
        TOO_MANY,
        /** Not now: try again later. */
        BUSY
    }

    private final Kind kind;
    private final String code;

    public Refused(Kind kind, String code, String sentence) {
        super(sentence, null, false, false);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    /** Stable, lower-case, hyphenated: {@code node-unknown}. */
    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
