package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Caller;

/**
 * A report as it came in: bytes, and what came with them. Empty text where the sender said nothing.
 *
 * @param caller who sent it: the device, or the gateway that it is attached to
 * @param device whose report it is
 * @param payload a SenML pack
 * @param contentType media type of the payload
 * @param requestId what the sender calls this report; MQTT 5 user property {@code rqi}
 * @param contentDigest what the sender says that the payload digests to; user property {@code
 *     content-digest}
 * @param originEvidence what its node signed of it, base64; user property {@code origin-evidence}
 */
public record Report(
        Caller caller,
        String device,
        byte[] payload,
        String contentType,
        String requestId,
        String contentDigest,
        String originEvidence) {
    /** The user property that evidence of origin comes in. */
    static final String ORIGIN_EVIDENCE = "origin-evidence";

    /** One of which nothing was signed. */
    public Report(
            Caller caller,
            String device,
            byte[] payload,
            String contentType,
            String requestId,
            String contentDigest) {
        this(caller, device, payload, contentType, requestId, contentDigest, "");
    }
}
