package dev.lekha.crypto;

/** The bytes are not of the format that they should be of. */
public final class Malformed extends Rejected {
    public Malformed(String finding) {
        super(finding);
    }
}
