package dev.lekha.kernel;

import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the stored body of an event into its next version when it is read; stored bytes never
 * change.
 */
public interface Upcaster {
    /** Stored name, {@code reporting.ReportAccepted}. */
    String event();

    /** The version that it understands. */
    String from();

    /** The version that it makes. */
    String to();

    ObjectNode upcast(ObjectNode body);
}
