package dev.lekha.crypto.witness;

import dev.lekha.crypto.note.SignatureLine;

/** What became of asking a witness. */
public sealed interface WitnessReply {
    /** It has cosigned; its signature holds. */
    record Cosignature(SignatureLine line) implements WitnessReply {}

    /** It did not answer, or cannot at the moment; it is asked again. */
    record Away(String why) implements WitnessReply {}

    /** It has cosigned more than it is asked about: this log was that long before. */
    record Ahead(long size) implements WitnessReply {}

    /** It will not cosign for this log as things are set up, there or here. */
    record Declined(String why) implements WitnessReply {}

    /** It has cosigned what is not the beginning of this log. */
    record Forked(String why) implements WitnessReply {}
}
