package dev.lekha.store.segment;

/** Is told of each commit of the log, soon after it and never on the writer's thread. */
@FunctionalInterface
public interface CommitObserver {
    CommitObserver NONE = (events, nanos) -> {};

    /**
     * @param events made durable by this commit
     * @param nanos from taking up the batch to the disk's acknowledgement
     */
    void committed(int events, long nanos);
}
