package dev.lekha.edge.http;

import static dev.lekha.edge.http.FixedPath.EVERYBODY;
import static dev.lekha.edge.http.FixedPath.Parameter.path;
import static dev.lekha.edge.http.FixedPath.Parameter.query;
import static dev.lekha.edge.http.FixedPath.get;

import dev.lekha.edge.http.FixedPath.Parameter;
import java.util.List;

/** What is published of the log, and proofs made from it. */
final class EvidencePaths {
    private static final String TEXT = "text/plain";
    private static final String BYTES = "application/octet-stream";
    private static final String PEM = "application/x-pem-file";
    private static final String BY_POSITION = "everybody by position; auditor, operator by id";
    private static final Parameter POSITION =
            query("position", "integer", "Of the event; this or id.");
    private static final Parameter ID = query("id", "string", "Of the event; this or position.");

    private EvidencePaths() {}

    static final List<FixedPath> PROOFS =
            List.of(
                    get(
                            "/api/evidence/inclusion",
                            "evidence",
                            "inclusion",
                            "Proof that an event stands in the log",
                            "c2sp.org/tlog-proof under the newest checkpoint.",
                            BY_POSITION,
                            TEXT,
                            POSITION,
                            ID),
                    get(
                            "/api/evidence/interval",
                            "evidence",
                            "interval",
                            "Between which times an event came into the log",
                            "What each time-stamp authority says; only those outside prove"
                                    + " anything against the operator.",
                            BY_POSITION,
                            "application/json",
                            POSITION,
                            ID),
                    get(
                            "/api/evidence/consistency",
                            "evidence",
                            "consistency",
                            "Proof that the log of one size is the beginning of another",
                            "RFC 6962, 2.1.2.",
                            EVERYBODY,
                            TEXT,
                            query("from", "integer", "The older size."),
                            query("to", "integer", "The newer one; without it the newest.")),
                    get(
                            "/api/evidence/range",
                            "evidence",
                            "range",
                            "Proof that a stretch of events stands in the log",
                            "Positions, both included, under the newest checkpoint.",
                            EVERYBODY,
                            TEXT,
                            query("from", "integer", "The first."),
                            query("to", "integer", "The last.")),
                    get(
                            "/api/evidence/policy",
                            "evidence",
                            "policy",
                            "The keys that sign the log, its witnesses and their quorum",
                            "c2sp.org/tlog-policy. Take it once, by a way that you trust.",
                            EVERYBODY,
                            TEXT),
                    get(
                            "/api/evidence/time-stamping-root",
                            "evidence",
                            "timeStampingRoot",
                            "The root certificate of the platform's own time-stamp authority",
                            "",
                            EVERYBODY,
                            PEM),
                    get(
                            "/api/evidence/seal",
                            "evidence",
                            "seal",
                            "The public key under which receipts are sealed",
                            "",
                            EVERYBODY,
                            PEM));

    static final List<FixedPath> PUBLISHED =
            List.of(
                    get(
                            "/checkpoint",
                            "evidence",
                            "newestCheckpoint",
                            "The newest signed checkpoint",
                            "c2sp.org/tlog-checkpoint.",
                            EVERYBODY,
                            TEXT),
                    get(
                            "/checkpoint/{size}",
                            "evidence",
                            "checkpoint",
                            "A checkpoint that is kept",
                            "",
                            EVERYBODY,
                            TEXT,
                            path("size", "In events.")),
                    get(
                            "/timestamp/{size}/{token}",
                            "evidence",
                            "token",
                            "A time stamp over a checkpoint",
                            "TimeStampResp (RFC 3161).",
                            EVERYBODY,
                            "application/timestamp-reply",
                            path("size", "Of the checkpoint."),
                            path("token", "The authority and .tsr, as platform.tsr.")),
                    get(
                            "/tile/{path}",
                            "evidence",
                            "tile",
                            "Hashes of the tree, or its entries",
                            "c2sp.org/tlog-tiles: L/N or entries/N, and .p/W where it is partial."
                                    + " Entries: auditor, operator.",
                            EVERYBODY,
                            BYTES,
                            path("path", "May have slashes.")),
                    get(
                            "/api/schemas/{type}/{version}",
                            "log",
                            "schema",
                            "The JSON Schema of a published event",
                            "",
                            EVERYBODY,
                            "application/schema+json",
                            path("type", "As charging.CdrIssued."),
                            path("version", "From 1.")));
}
