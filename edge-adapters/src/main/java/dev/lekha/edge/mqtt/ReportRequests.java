package dev.lekha.edge.mqtt;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.TOO_LARGE;

import dev.lekha.edge.PayloadDigest;
import dev.lekha.edge.senml.Pack;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.UniqueId;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.reporting.SenMlPack;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Reads reports: of each that may be and can be taken it makes the command that takes it. */
record ReportRequests(
        String door, Authenticator authenticator, Reports.Limits limits, InstantSource clock) {
    /** The name by which a command is told what was signed. */
    static final String ORIGIN = "origin";

    /**
     * @throws Refused where the report will never be taken as it is
     */
    Request of(Report report) {
        if (!authenticator.mayReportFor(report.caller(), report.device())) {
            throw Topics.notPermitted();
        }
        if (report.payload().length > limits.payload()) {
            throw new Refused(
                    TOO_LARGE,
                    "payload-too-large",
                    "A payload has at most %d bytes.".formatted(limits.payload()));
        }
        PayloadDigest digest = PayloadDigest.of(report.payload());
        digest.check(report.contentDigest());
        Origin origin =
                Origin.read(report.originEvidence(), report.payload(), report.contentType());
        Pack pack = Pack.read(report.payload(), report.contentType(), limits.records());
        var values = new HashMap<String, Object>();
        values.put("node", new NodeId(report.device()));
        values.put("request", requestId(report, pack, digest, origin));
        values.put("via", door);
        values.put("digest", digest.toString());
        values.put("pack", new SenMlPack(pack.records()));
        if (origin instanceof Origin.Signed) {
            values.put(ORIGIN, origin);
        }
        return new Request(
                UniqueId.next(),
                "reporting",
                "AcceptReport",
                new Request.Body.Values(Map.copyOf(values)),
                report.caller(),
                "",
                clock.instant(),
                "");
    }

    /**
     * The sender's own id; else, where it is signed or every record says when it was, the payload's
     * digest, so that a second delivery is known as one; else a new one, for "it is 20 degrees now"
     * said twice is two reports.
     */
    private static RequestId requestId(
            Report report, Pack pack, PayloadDigest digest, Origin origin) {
        if (origin instanceof Origin.Signed signed && report.requestId().isEmpty()) {
            return new RequestId("s-" + signed.statement().hash().substring(0, 32));
        }
        if (report.requestId().isEmpty()) {
            return new RequestId(
                    pack.absolute() ? "d-" + digest.hex().substring(0, 32) : UniqueId.next());
        }
        try {
            return new RequestId(report.requestId());
        } catch (IllegalArgumentException unfit) {
            throw new Refused(
                    MALFORMED, "request-id-malformed", String.valueOf(unfit.getMessage()));
        }
    }
}
