package dev.lekha.command;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.evidence.EvidenceEvent.CommandRefused;

/** How a decision ended, durably. */
sealed interface Outcome {
    record Yes(Answer given) implements Outcome {}

    record No(Refused refused) implements Outcome {
        /** As the log keeps it. */
        static No of(CommandRefused kept) {
            return new No(
                    new Refused(Refused.Kind.valueOf(kept.kind()), kept.code(), kept.sentence()));
        }
    }

    /** The answer, or the refusal thrown. */
    default Answer answer() {
        return switch (this) {
            case Yes(var given) -> given;
            case No(var refused) -> throw refused;
        };
    }
}
