package dev.lekha.crypto.bundle;

/** Names of the files in a bundle, and of its folders. */
final class Parts {
    static final String LEAVES = "leaves";
    static final String RANGE_PROOF = "range-proof";
    static final String SELECTION = "selection";
    static final String RUNS = "runs/";
    static final String CHECKPOINTS = "checkpoints/";
    static final String CONSISTENCY = "consistency/";
    static final String TIMESTAMPS = "timestamps/";
    static final String OPENINGS = "openings/";
    static final String ROTATIONS = "rotations/";
    static final String ATTACHMENTS = "attachments/";

    private Parts() {}
}
