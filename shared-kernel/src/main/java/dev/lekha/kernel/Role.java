package dev.lekha.kernel;

/** What a principal is to the platform. */
public enum Role {
    APPLICATION,
    AUDITOR,
    BILLING,
    OPERATOR,
    /** A device or gateway, speaking for itself or for what is attached to it. */
    NODE,
    /** The platform itself: its policies and its start-up. */
    PLATFORM
}
