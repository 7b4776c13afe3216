package dev.lekha.store.segment;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Where randomness enters the tests: another seed each time, unless {@code -Dlekha.seed} is set.
 */
final class Seeds {
    private Seeds() {}

    /** To be named in what a failing test says. */
    static long next() {
        return Long.getLong("lekha.seed", ThreadLocalRandom.current().nextInt(1 << 30));
    }
}
