package dev.lekha.kernel.registration;

/** What a node is for others. */
public enum NodeKind {
    DEVICE,
    /** A node that others stand behind; it may report for them. */
    GATEWAY
}
