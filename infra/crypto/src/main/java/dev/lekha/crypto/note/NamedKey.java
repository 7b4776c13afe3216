package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;

/**
 * What a signature line can name by a name and four bytes: a key, or a certificate by its digest.
 */
public sealed interface NamedKey permits VerifierKey, CertificateKey {
    String name();

    /** The beginning of a digest over name and key, as signed-note has it. */
    int id();

    /**
     * @param vkey {@code <name>+<hex key id>+base64(…)}
     * @throws Malformed where it is of neither form
     */
    static NamedKey parse(String vkey) {
        return CertificateKey.isOne(vkey) ? CertificateKey.parse(vkey) : VerifierKey.parse(vkey);
    }
}
