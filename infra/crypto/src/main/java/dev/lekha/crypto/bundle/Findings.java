package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.bundle.Verdict.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is found, of which the worst counts. */
final class Findings {
    private final List<String> sentences = new ArrayList<>();
    private Outcome worst = Outcome.WITNESSED;

    /** A check that takes something not as it should be. */
    @FunctionalInterface
    interface Check {
        void run() throws IOException;
    }

    void add(Outcome outcome, String sentence) {
        sentences.add(sentence);
        if (outcome.compareTo(worst) > 0) {
            worst = outcome;
        }
    }

    void missing(String what) {
        add(Outcome.INCOMPLETE, what + " is missing");
    }

    /** Runs the check, and notes it as that outcome where it fails. */
    void check(Outcome otherwise, String what, Check check) throws IOException {
        try {
            check.run();
        } catch (Rejected rejected) {
            add(otherwise, what + ": " + rejected.finding());
        }
    }

    Outcome worst() {
        return worst;
    }

    List<String> sentences() {
        return sentences;
    }
}
