package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;

/** What became of a report. */
public sealed interface Outcome {
    /**
     * It is in the log, now or since an earlier delivery: acknowledge it.
     *
     * @param receipt the platform's, a COSE_Sign1; no bytes where none is given
     */
    record Stored(Answer answer, byte[] receipt) implements Outcome {}

    /**
     * It will never be taken as it is. It was counted and recorded; sending it again is useless.
     */
    record Rejected(Refused refused) implements Outcome {}

    /** It could not be stored now: do not acknowledge it, so that it comes again. */
    record Postponed(Refused refused) implements Outcome {}
}
