package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Base64Text;
import dev.lekha.kernel.Sha2;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The certificate of a time-stamp authority under a name, as signed-note writes keys of its type
 * 0xff: {@code <name>+<hex key id>+base64(0xff || "lekha.dev/x509@v1" || SHA-256 of the
 * certificate)}. Its signature under a text is an answer of the authority over the text (RFC 3161,
 * 2.4.2), for its key must sign nothing else (2.3).
 *
 * @param digest SHA-256 of the certificate in DER, hexadecimal in small letters
 */
public record CertificateKey(String name, String digest) implements NamedKey {
    private static final byte[] PREFIX =
            "\u00fflekha.dev/x509@v1".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] LINE_FEED = {'\n'};

    public CertificateKey {
        KeyName.require(name);
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new Malformed("no digest of a certificate");
        }
    }

    public static CertificateKey of(String name, X509Certificate certificate) {
        try {
            return new CertificateKey(name, Sha2.SHA_256.hex(certificate.getEncoded()));
        } catch (CertificateEncodingException broken) {
            throw new Malformed("no certificate: " + broken.getMessage());
        }
    }

    static boolean isOne(String vkey) {
        var typed = typed(vkey);
        return typed.length > 0 && typed[0] == PREFIX[0];
    }

    static CertificateKey parse(String vkey) {
        var typed = typed(vkey);
        if (!Arrays.equals(Arrays.copyOf(typed, PREFIX.length), PREFIX)) {
            throw new Malformed("a key of a type not known here");
        }
        var name = vkey.substring(0, vkey.indexOf('+'));
        var digest = Arrays.copyOfRange(typed, PREFIX.length, typed.length);
        var key = new CertificateKey(name, HexFormat.of().formatHex(digest));
        if (!key.toString().equals(vkey)) {
            throw new Malformed("the key id is not that of the certificate");
        }
        return key;
    }

    private static byte[] typed(String vkey) {
        var parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new Malformed("a verifier key is name+id+key");
        }
        return Base64Text.bytes(parts[2]);
    }

    @Override
    public int id() {
        var hash = Sha2.SHA_256.of(KeyName.bytes(name), LINE_FEED, typed());
        return ByteBuffer.wrap(hash).getInt();
    }

    private byte[] typed() {
        var typed = new ByteArrayOutputStream();
        typed.writeBytes(PREFIX);
        typed.writeBytes(HexFormat.of().parseHex(digest));
        return typed.toByteArray();
    }

    /**
     * @param answer of the authority over the text, a TimeStampResp in DER
     */
    public SignatureLine line(byte[] answer) {
        return SignatureLine.of(this, answer);
    }

    /** The text form. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Base64Text.of(typed());
    }
}
