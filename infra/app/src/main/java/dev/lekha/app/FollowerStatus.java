package dev.lekha.app;

/**
 * How a follower stands.
 *
 * @param state {@code following}, {@code failing}, {@code stopped}, or {@code elsewhere} where
 *     another process follows
 * @param position up to which it has taken the log
 * @param lag events that it has still to take
 * @param error why it fails, or empty
 */
public record FollowerStatus(
        String follower, String state, long position, long lag, String error) {}
