package dev.lekha.store.embedded;

/** Is told of each commit of the log, on the writer's thread: keep it short. */
@FunctionalInterface
public interface CommitObserver {
    CommitObserver NONE = (events, nanos) -> {};

    /**
     * @param events made durable by this commit
     * @param nanos from taking up the batch to the disk's acknowledgement
     */
    void committed(int events, long nanos);
}
