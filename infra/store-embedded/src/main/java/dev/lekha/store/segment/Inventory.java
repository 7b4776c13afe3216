package dev.lekha.store.segment;

/**
 * What there is of files, and what is missing of the index.
 *
 * @param segments files that hold records
 * @param sidecars files that hold the index of sealed segments
 * @param unsealed segments whose index is in memory
 * @param missing segments whose index is being made anew: sourcing waits for them
 */
public record Inventory(int segments, int sidecars, int unsealed, int missing) {}
