package dev.lekha.app.evidence;

import dev.lekha.crypto.tree.TreeHead;

/** What the publisher of this process is doing. */
sealed interface PublisherState {
    /** It publishes; this is its newest. */
    record Publishing(TreeHead head) implements PublisherState {}

    /** The newest stays the newest until enough witnesses have cosigned the next one. */
    record Unwitnessed(TreeHead head, String reason) implements PublisherState {}

    /** Another process does, or none has begun. */
    record Elsewhere() implements PublisherState {}

    /** Nothing is published, for this reason. */
    record Failing(String reason) implements PublisherState {}
}
