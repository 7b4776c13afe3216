package dev.lekha.app;

/** What a process does of the platform's work; {@code lekha.roles}, all by default. */
public enum ProcessRole {
    /** Devices' doors: MQTT. */
    EDGE,
    /** Applications' commands, and policies. */
    COMMAND,
    /** Keeps views, together with whoever else has this role. */
    PROJECTIONS,
    /** Answers queries and shows the log. */
    QUERY
}
