package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Writes what views answer. Rows go out as the very bytes that the store keeps. */
final class Answers {
    private Answers() {}

    /** A view as the list of views shows it. */
    private record Listed(
            String name,
            String capability,
            List<String> fields,
            TreeSet<String> readers,
            long position) {
        static Listed of(ViewSchema view, long position) {
            var readers = new TreeSet<String>();
            view.readers().forEach(role -> readers.add(role.name().toLowerCase(Locale.ROOT)));
            return new Listed(view.name(), view.capability(), view.fields(), readers, position);
        }
    }

    private record Listing(List<Listed> items) {}

    static void list(List<ViewSchema> schemas, Views views, HttpServletResponse response)
            throws IOException {
        var items =
                schemas.stream().map(view -> Listed.of(view, views.position(view.name()))).toList();
        whole(Json.MAPPER.writeValueAsBytes(new Listing(items)), response);
    }

    /** {@code {"position":…,"items":[…],"next":"…"}}, without {@code next} on the last page. */
    static void page(Views.Page page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(ViewDoor.POSITION, Long.toString(page.position()));
        response.setContentType("application/json");
        var out = response.getOutputStream();
        if (!page.next().isEmpty()) {
            response.setHeader(
                    HttpHeaders.LINK, "<" + link(request, page.next()) + ">; rel=\"next\"");
        }
        out.write(ascii("{\"position\":" + page.position() + ",\"items\":["));
        var comma = "";
        for (var row : page.rows()) {
            out.write(ascii(comma));
            out.write(row.json());
            comma = ",";
        }
        out.write(']');
        if (!page.next().isEmpty()) {
            out.write(ascii(",\"next\":"));
            out.write(Json.MAPPER.writeValueAsBytes(page.next()));
        }
        out.write('}');
    }

    /** One row in each line. */
    static void lines(Pages pages, ViewSchema view, HttpServletResponse response)
            throws IOException {
        var first = pages.first();
        download(Format.NDJSON, view.name() + ".ndjson", first.position(), response);
        var out = response.getOutputStream();
        pages.forEach(
                first,
                page -> {
                    for (var row : page.rows()) {
                        out.write(row.json());
                        out.write('\n');
                    }
                });
    }

    /** The row, or 304 where the asker has it already (RFC 9110 section 13.1.2). */
    static void row(Views.Found found, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var row =
                found.row()
                        .orElseThrow(() ->
                                new Refused(
                                        Refused.Kind.UNKNOWN,
                                        "row-unknown",
                                        "The view has no row of this key."));
        response.setHeader(ViewDoor.POSITION, Long.toString(found.position()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (!new ServletWebRequest(request, response).checkNotModified(etag(row.json()))) {
            whole(row.json(), response);
        }
    }

    static void download(Format format, String file, long position, HttpServletResponse response) {
        response.setHeader(ViewDoor.POSITION, Long.toString(position));
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
        response.setContentType(format.type.toString());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
    }

    private static void whole(byte[] json, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    private static String link(HttpServletRequest request, String next) {
        var query = UriComponentsBuilder.fromPath(request.getRequestURI());
        request.getParameterMap()
                .forEach((name, values) -> query.queryParam(name, (Object[]) values));
        return query.replaceQueryParam("after", next).encode().toUriString();
    }

    private static String etag(byte[] row) {
        try {
            var digest = MessageDigest.getInstance("SHA-256", "SUN").digest(row);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
