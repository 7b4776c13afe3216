package dev.lekha.bench.drill;

/** The site is not as it has to be, in a sentence for the operator. */
final class DrillFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    DrillFailed(String sentence) {
        super(sentence);
    }
}
