package dev.lekha.edge.kafka;

/**
 * Where the feed stands.
 *
 * @param position of the last event that is in Kafka; -1 where that is not known yet
 * @param detail why, where it does not follow
 */
public record FeedStatus(State state, long position, String detail) {
    /** What the feed does. */
    public enum State {
        /** It has not reached Kafka yet. */
        STARTING,
        /** What is appended to the log goes on to Kafka. */
        FOLLOWING,
        /** Kafka cannot be reached, or does not take what it is given; it is tried again. */
        AWAY,
        /** Another process feeds the same topics; it is tried again later. */
        FENCED,
        /** What is in Kafka does not fit this log, or this log cannot be read. */
        HALTED,
        STOPPED
    }

    static final FeedStatus STARTING = new FeedStatus(State.STARTING, -1, "");

    FeedStatus following(long at) {
        return new FeedStatus(State.FOLLOWING, at, "");
    }

    FeedStatus not(State now, String why) {
        return new FeedStatus(now, position, why);
    }
}
