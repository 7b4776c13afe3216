package dev.lekha.kernel.evidence;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.CborWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is said of a message on its way (ISO/IEC 13888), as an array of CBOR that begins with its
 * kind, to be sealed as a {@link dev.lekha.kernel.cose.CoseSign1} in the context {@code
 * lekha-receipt}. Times are microseconds since 1970, commitments 32 bytes, hex here.
 */
public sealed interface Receipt {
    /** Whose message, which, and SHA-256 of it in hex. */
    record About(NodeId node, RequestId request, String commitment) {
        private CborWriter write(String kind, int more) {
            return new CborWriter(320)
                    .array(4 + more)
                    .text(kind)
                    .text(node.value())
                    .text(request.value())
                    .bytes(HexFormat.of().parseHex(commitment));
        }

        private static About read(CborReader in) {
            return new About(
                    new NodeId(in.text()),
                    new RequestId(in.text()),
                    HexFormat.of().formatHex(in.bytes()));
        }
    }

    About about();

    byte[] bytes();

    /**
     * NRS: the platform took the message in. {@code ["NRS", node, request, commitment, position,
     * at, proofBy]}
     *
     * @param position of the evidence of origin in the log
     * @param at when it came
     * @param proofBy when its inclusion in the log is to be provable
     */
    record Submission(About about, long position, Instant at, Instant proofBy) implements Receipt {
        @Override
        public byte[] bytes() {
            return about.write("NRS", 3)
                    .integer(position)
                    .integer(micros(at))
                    .integer(micros(proofBy))
                    .toBytes();
        }
    }

    /**
     * NRT: the platform handed the message over to the recipient. {@code ["NRT", node, request,
     * commitment, recipient, at]}
     */
    record Transport(About about, String recipient, Instant at) implements Receipt {
        @Override
        public byte[] bytes() {
            return about.write("NRT", 2).text(recipient).integer(micros(at)).toBytes();
        }
    }

    /**
     * NRD: the recipient, who signs this one, has the message. {@code ["NRD", node, request,
     * commitment, recipient, at]}
     */
    record Delivery(About about, String recipient, Instant at) implements Receipt {
        @Override
        public byte[] bytes() {
            return about.write("NRD", 2).text(recipient).integer(micros(at)).toBytes();
        }
    }

    /** What the signature is for. */
    static byte[] context() {
        return "lekha-receipt".getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @throws Malformed where the bytes are no receipt in its one form
     */
    static Receipt read(byte[] payload) {
        try {
            var receipt = parsed(new CborReader(payload));
            if (!Arrays.equals(receipt.bytes(), payload)) {
                throw new Malformed("a receipt has one form");
            }
            return receipt;
        } catch (IllegalArgumentException unfit) {
            throw new Malformed(String.valueOf(unfit.getMessage()));
        }
    }

    private static Receipt parsed(CborReader in) {
        in.array();
        var kind = in.text();
        var about = About.read(in);
        return switch (kind) {
            case "NRS" -> new Submission(about, in.integer(), instant(in), instant(in));
            case "NRT" -> new Transport(about, in.text(), instant(in));
            case "NRD" -> new Delivery(about, in.text(), instant(in));
            default -> throw new Malformed("a receipt is NRS, NRT or NRD");
        };
    }

    private static Instant instant(CborReader in) {
        return Instant.EPOCH.plus(in.integer(), ChronoUnit.MICROS);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
