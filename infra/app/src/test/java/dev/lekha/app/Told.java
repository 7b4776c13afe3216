package dev.lekha.app;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Refused;
import java.util.concurrent.CompletionException;

/**
 * What somebody who asked was told.
 *
 * @param at its place among those who asked at the same moment
 * @param outcome {@code accepted}, {@code nothing} where it changed nothing, or the code of the
 *     refusal
 * @param position of the answer, or 0 of a refusal
 */
record Told(int at, String outcome, long position) {
    static final String ACCEPTED = "accepted";
    static final String NOTHING = "nothing";

    static Told of(int at, Answer answer) {
        return new Told(at, answer.events().isEmpty() ? NOTHING : ACCEPTED, answer.position());
    }

    /**
     * @throws CompletionException where it is no refusal
     */
    static Told of(int at, Throwable failure) {
        return switch (failure) {
            case Refused refused -> new Told(at, refused.code(), 0);
            case CompletionException wrapped when wrapped.getCause() != null ->
                    of(at, wrapped.getCause());
            default -> throw new CompletionException(failure);
        };
    }
}
