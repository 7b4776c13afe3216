package dev.lekha.edge.http;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * A "no" as RFC 9457 writes it: {@code type} is {@code urn:lekha:problem:<code>}, {@code code}
 * stands alone as well, {@code instance} is the path that was asked.
 *
 * @param headers that go with the answer, {@code Retry-After} and {@code Allow} among them
 * @param incident under which the log tells more, or empty
 */
public record Problem(
        int status, String code, String detail, Map<String, String> headers, String incident) {
    private static final String RETRY_AFTER_SECONDS = "1";

    Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of(), "");
    }

    public static Problem of(Refused refused) {
        int status = status(refused.kind());
        var problem = new Problem(status, refused.code(), refused.sentence());
        return switch (refused.kind()) {
            case TOO_MANY, BUSY ->
                    problem.with(Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
            case UNAUTHENTICATED ->
                    problem.with(Map.of(HttpHeaders.WWW_AUTHENTICATE, Presented.CHALLENGE));
            case MALFORMED, FORBIDDEN, UNKNOWN, CONFLICT, MISUSED, TOO_LARGE -> problem;
        };
    }

    /** For what the server itself refuses, before a door is reached or instead of one. */
    public static Problem of(int status) {
        return switch (status) {
            case 400 -> new Problem(status, "request-malformed", "The request cannot be read.");
            case 401 ->
                    of(
                            new Refused(
                                    Refused.Kind.UNAUTHENTICATED,
                                    "unauthenticated",
                                    "Say who is asking."));
            case 403 -> new Problem(status, "forbidden", "The caller may not do this.");
            case 404 -> new Problem(status, "path-unknown", "There is nothing at this path.");
            case 405 ->
                    new Problem(
                            status, "method-not-allowed", "The path does not take this method.");
            case 406 ->
                    new Problem(
                            status, "not-acceptable", "No accepted media type is offered here.");
            case 408 -> new Problem(status, "too-slow", "The request took too long to arrive.");
            case 413 -> new Problem(status, "too-large", "The request is larger than it may be.");
            case 414 -> new Problem(status, "path-too-long", "The path is longer than it may be.");
            case 415 ->
                    new Problem(
                            status,
                            "media-type-unsupported",
                            "The body's media type is not taken here.");
            case 431 ->
                    new Problem(
                            status,
                            "headers-too-large",
                            "The headers are larger than they may be.");
            case 503 -> of(new Refused(Refused.Kind.BUSY, "busy", "Not now: try again later."));
            default ->
                    status < 500
                            ? new Problem(status, "http-" + status, "The request is refused.")
                            : new Problem(
                                    status,
                                    "internal",
                                    "Something broke; it is not the request's fault.");
        };
    }

    private static int status(Refused.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case MISUSED -> 422;
            case TOO_MANY -> 429;
            case BUSY -> 503;
        };
    }

    Problem with(Map<String, String> more) {
        return new Problem(status, code, detail, more, incident);
    }

    Problem withHeadersOf(HttpHeaders given) {
        var more = new LinkedHashMap<>(headers);
        given.forEach((name, values) -> more.put(name, String.join(", ", values)));
        return with(more);
    }

    Problem asIncident(String id) {
        return new Problem(status, code, detail, headers, id);
    }

    /**
     * @param path that was asked
     */
    public byte[] json(String path) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "urn:lekha:problem:" + code);
        members.put("title", title());
        members.put("status", status);
        members.put("detail", detail);
        members.put("code", code);
        members.put("instance", path);
        if (!incident.isEmpty()) {
            members.put("incident", incident);
        }
        return Json.MAPPER.writeValueAsBytes(members);
    }

    /**
     * The code as words, so that it is the same wherever the code is: {@code node-unknown}, "Node
     * unknown".
     */
    private String title() {
        var words = code.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
