package dev.lekha.kernel.evidence;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import java.util.Base64;

/** What a message's originator signed of it, if anything. */
public sealed interface Origin {
    /** Nothing was signed. */
    record Unsigned() implements Origin {}

    /**
     * Evidence that is whole and of this message; whether its key holds is decided by the log.
     *
     * @param message as it was sent
     * @param contentType its media type, or empty
     */
    record Signed(CoseSign1 evidence, OriginStatement statement, byte[] message, String contentType)
            implements Origin {}

    Origin UNSIGNED = new Unsigned();

    /**
     * @param evidence a {@link CoseSign1} over an {@link OriginStatement}, base64; empty where
     *     nothing was signed
     * @throws Refused where it is no such evidence, or of another message
     */
    static Origin read(String evidence, byte[] message, String contentType) {
        if (evidence.isEmpty()) {
            return UNSIGNED;
        }
        var signed = parsed(evidence, message, contentType);
        if (!signed.statement.isOf(message)) {
            throw new Refused(
                    MALFORMED,
                    "origin-evidence-mismatch",
                    "The evidence of origin is of another message: one of them was changed on its way.");
        }
        return signed;
    }

    private static Signed parsed(String evidence, byte[] message, String contentType) {
        try {
            var cose = CoseSign1.read(Base64.getDecoder().decode(evidence));
            return new Signed(cose, OriginStatement.read(cose.payload()), message, contentType);
        } catch (Malformed malformed) {
            throw malformed(String.valueOf(malformed.getMessage()));
        } catch (IllegalArgumentException notBase64) {
            throw malformed("it is not base64");
        }
    }

    private static Refused malformed(String finding) {
        return new Refused(
                MALFORMED,
                "origin-evidence-malformed",
                "The evidence of origin is no COSE_Sign1 as it is taken here: " + finding + ".");
    }
}
