package dev.lekha.edge.kafka;

/** What is found in Kafka cannot be gone on from; somebody has to look at it. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String sentence) {
        super(sentence);
    }
}
