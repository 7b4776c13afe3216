package dev.lekha.bench.drill;

import java.io.IOException;

/** What a process of the site lives by: its input ends when the drill does, however that ends. */
final class Lifeline {
    private Lifeline() {}

    static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said on it.
        }
    }
}
