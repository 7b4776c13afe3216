package dev.lekha.command;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;

/** How a decision ended, durably. */
sealed interface Outcome {
    record Yes(Answer given) implements Outcome {}

    record No(Refused refused) implements Outcome {}

    /** The answer, or the refusal thrown. */
    default Answer answer() {
        return switch (this) {
            case Yes(var given) -> given;
            case No(var refused) -> throw refused;
        };
    }
}
