package dev.lekha.kernel;

import java.util.Map;

/** Names of what is kept with every event beside its body. */
public final class Metadata {
    /** Who caused it. */
    public static final String ACTOR = "actor";

    /** Whose data it is. */
    public static final String TENANT = "tenant";

    /** What for, where whoever caused it showed a token that is bound to a purpose. */
    public static final String PURPOSE = "purpose";

    /** The request that led to it. */
    public static final String CORRELATION = "correlation";

    /** The event that led to the request, where one did. */
    public static final String CAUSATION = "causation";

    /** The idempotency key, as {@code actor/key}; also the tag {@link Tags#IDEMPOTENCY_KEY}. */
    public static final String IDEMPOTENCY_KEY = "idem";

    /**
     * SHA-256 of the command's name and body, in hex: the same key with another digest is a misuse.
     */
    public static final String REQUEST_DIGEST = "rqdigest";

    private Metadata() {}

    /** Whose data it is; what does not say is the default tenant's. */
    public static String tenant(Map<String, String> metadata) {
        return metadata.getOrDefault(TENANT, Caller.DEFAULT_TENANT);
    }
}
