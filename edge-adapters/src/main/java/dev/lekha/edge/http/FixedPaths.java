package dev.lekha.edge.http;

import static dev.lekha.edge.http.FixedPath.NOTHING;
import static dev.lekha.edge.http.FixedPath.Parameter.path;
import static dev.lekha.edge.http.FixedPath.Parameter.query;
import static dev.lekha.edge.http.FixedPath.get;

import dev.lekha.edge.http.FixedPath.Parameter;
import java.util.List;
import java.util.stream.Stream;

/** What doors serve beside commands, views and the log itself. */
final class FixedPaths {
    private static final String JSON = "application/json";
    private static final Parameter LEAST =
            query("min-position", "integer", "Waits until the view reflects it, else 503.");

    private FixedPaths() {}

    static Stream<FixedPath> all() {
        return Stream.of(
                        EvidencePaths.PROOFS,
                        EvidencePaths.PUBLISHED,
                        VIEWED,
                        IMPORTS,
                        ENROLMENT,
                        NOTIFICATIONS,
                        BROKER)
                .flatMap(List::stream);
    }

    private static final List<FixedPath> VIEWED =
            List.of(
                    get(
                            "/api/tenants",
                            "views",
                            "tenants",
                            "Which tenants there are, and what each has",
                            "Pages, as of any view.",
                            "operators and auditors of the default tenant",
                            JSON,
                            query("limit", "integer", "1 to 10,000; 100 unless told."),
                            query("after", "string", "Cursor of the page before."),
                            LEAST),
                    get(
                            "/api/context/{node}",
                            "context",
                            "contextOf",
                            "How a node fares",
                            "One value of each name: the freshest word of the best source.",
                            "who may read the view context",
                            JSON,
                            path("node", "Which."),
                            query("as-of", "string", "A position, a time or now."),
                            query("purpose", "string", "For which what is under consent is read."),
                            LEAST),
                    get(
                            "/api/topology",
                            "topology",
                            "follow",
                            "What is reached along relations",
                            "Nearest first; either from or to names where to begin.",
                            "who may read the view topology",
                            JSON,
                            query("from", "string", "Follows relations as they say."),
                            query("to", "string", "Follows them backwards."),
                            query("along", "array", "1 to 5 kinds."),
                            query("depth", "integer", "1 to 50; 1 unless told."),
                            query("at", "string", "A position, a time or now."),
                            LEAST),
                    get(
                            "/api/discovery",
                            "groups",
                            "discover",
                            "Nodes by what they are and can do",
                            "",
                            "who may read the view node-capabilities",
                            JSON,
                            query("where", "string", "As battery > 30 and type = \"meter\"."),
                            query("limit", "integer", "1 to 50."),
                            query("after", "string", "Cursor of the page before."),
                            LEAST));

    private static final List<FixedPath> IMPORTS =
            List.of(
                    new FixedPath(
                            "POST",
                            "/api/imports",
                            "provisioning",
                            "import",
                            "Takes a file of many rows",
                            "Answers when the file is on disk and readable to its end.",
                            "operator, application",
                            List.of(query("import", "string", "An id of the caller's own.")),
                            List.of("text/csv", "application/x-ndjson"),
                            202,
                            JSON),
                    new FixedPath(
                            "POST",
                            "/api/operations",
                            "provisioning",
                            "operate",
                            "Asks a command for each fitting member",
                            "Of a group with its subgroups, or of all; becomes an import.",
                            "operator, application",
                            List.of(query("operation", "string", "An id of the caller's own.")),
                            List.of(JSON),
                            202,
                            JSON),
                    new FixedPath(
                            "POST",
                            "/api/imports/{id}/resume",
                            "provisioning",
                            "resume",
                            "Goes on with an import that broke",
                            "",
                            "the caller who began it",
                            List.of(path("id", "Of the import.")),
                            List.of(),
                            202,
                            JSON),
                    get(
                            "/api/imports/{id}",
                            "provisioning",
                            "importOf",
                            "How an import stands",
                            "",
                            "operator, application, auditor",
                            JSON,
                            path("id", "Of the import.")),
                    get(
                            "/api/imports/{id}/receipts",
                            "provisioning",
                            "importReceipts",
                            "Each accepted row with its position",
                            "",
                            "operator, application, auditor",
                            "application/x-ndjson",
                            path("id", "Of the import.")),
                    get(
                            "/api/imports/{id}/refusals",
                            "provisioning",
                            "importRefusals",
                            "Each refused row with its reason",
                            "",
                            "operator, application, auditor",
                            "text/csv",
                            path("id", "Of the import.")));

    private static final List<FixedPath> ENROLMENT =
            List.of(
                    new FixedPath(
                            "POST",
                            "/api/enrolments/challenges",
                            "provisioning",
                            "challenge",
                            "A challenge for an enrolment",
                            "",
                            FixedPath.EVERYBODY,
                            List.of(),
                            List.of(),
                            200,
                            JSON),
                    new FixedPath(
                            "POST",
                            "/api/enrolments",
                            "provisioning",
                            "enrol",
                            "Takes a device in by its certificate",
                            "Certificates and a request (PKCS#10) over a challenge, in PEM.",
                            FixedPath.EVERYBODY,
                            List.of(),
                            List.of(JSON),
                            200,
                            JSON),
                    get(
                            "/api/devices/{node}/configuration",
                            "provisioning",
                            "configuration",
                            "What a device is to be set to",
                            "",
                            "the device itself, operator, application, auditor",
                            JSON,
                            path("node", "The device.")));

    private static final List<FixedPath> NOTIFICATIONS =
            List.of(
                    new FixedPath(
                            "POST",
                            "/api/notifications/{subscription}/secret",
                            "notifications",
                            "webhookSecret",
                            "Shows a webhook's secret, once",
                            "Standard Webhooks: whsec_ and base64.",
                            "the subscriber",
                            List.of(path("subscription", "Whose.")),
                            List.of(),
                            200,
                            JSON));

    private static final List<FixedPath> BROKER =
            Stream.of("user", "superuser", "acl")
                    .map(question ->
                            new FixedPath(
                                    "POST",
                                    "/api/broker/" + question,
                                    "mqtt",
                                    "broker-" + question,
                                    "Yes, to a question of an outside broker",
                                    "Only where lekha.mqtt.mode is external. No is 403.",
                                    "operator, scope mqtt",
                                    List.of(),
                                    List.of(JSON),
                                    200,
                                    NOTHING))
                    .toList();
}
