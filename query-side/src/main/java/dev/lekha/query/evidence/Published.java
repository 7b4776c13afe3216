package dev.lekha.query.evidence;

/** How far the log is published: events up to there have a proof that anybody can check. */
@FunctionalInterface
public interface Published {
    /** Size of the newest checkpoint, in events; 0 where there is none. */
    long size();
}
