package dev.lekha.kernel.evidence;

/**
 * What the rows of one view amount to at a position.
 *
 * @param shape SHA-256 of what its rows are made of, hex; rows of another shape are not compared
 * @param position of the last event that the rows reflect
 * @param sha256 over the rows in the order of their keys, hex
 */
public record ViewDigest(String view, String shape, long position, long rows, String sha256) {}
