package dev.lekha.crypto;

/** The evidence is well-formed and does not prove what it should. */
public final class Invalid extends Rejected {
    public Invalid(String finding) {
        super(finding);
    }
}
