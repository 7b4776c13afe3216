package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.UniqueId;
import dev.lekha.kernel.provisioning.ImportId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files of many rows: {@code POST /api/imports}, CSV or NDJSON. The answer comes when the file is
 * on disk and readable to its end, and says where to ask how far its rows have come.
 */
@RestController
final class UploadDoor {
    /** Of a {@link Caller}, as the HTTP entrance leaves it. */
    static final String CALLER = "dev.lekha.kernel.Caller";

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    static final Set<Role> SENDERS = Set.of(Role.OPERATOR, Role.APPLICATION);

    private final Imports imports;
    private final ImportSettings settings;

    private record Taken(String importId, long rows, String status) {}

    UploadDoor(Imports imports, ImportSettings settings) {
        this.imports = imports;
        this.settings = settings;
    }

    /**
     * @param asked an id of the caller's own, or empty; the id of an import that broke, with the
     *     same bytes, goes on with it
     */
    @PostMapping(
            path = "/api/imports",
            consumes = {CSV, NDJSON})
    ResponseEntity<byte[]> take(
            @RequestParam(name = "import", defaultValue = "") String asked,
            @RequestAttribute(CALLER) Caller caller,
            HttpServletRequest http)
            throws IOException {
        if (!caller.may("provisioning", SENDERS)) {
            // The command says so too, but only when all is on disk.
            throw new Refused(Refused.Kind.FORBIDDEN, "forbidden", "This caller may not import.");
        }
        var id = asked.isEmpty() ? UniqueId.next() : checked(asked);
        var part = imports.part(caller, id, UniqueId.next());
        var upload = Upload.receive(http.getInputStream(), part, format(http), settings);
        imports.start(id, upload, caller, "");
        return taken(id, upload.rows());
    }

    /** Goes on with an import that broke; by the caller who began it. */
    @PostMapping("/api/imports/{id}/resume")
    ResponseEntity<byte[]> resume(
            @PathVariable String id, @RequestAttribute(CALLER) Caller caller) {
        return taken(id, imports.resume(checked(id), caller));
    }

    private static Rows.Format format(HttpServletRequest http) {
        var type = MediaType.parseMediaType(String.valueOf(http.getContentType()));
        var charset = type.getParameter("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw Rows.unreadable("encoding-unsupported", "A file is in UTF-8.");
        }
        return type.getSubtype().equals("csv") ? Rows.Format.CSV : Rows.Format.NDJSON;
    }

    static String checked(String id) {
        try {
            return new ImportId(id).value();
        } catch (IllegalArgumentException unfit) {
            throw new Refused(Refused.Kind.MALFORMED, "import-malformed", unfit.getMessage() + ".");
        }
    }

    private static ResponseEntity<byte[]> taken(String id, long rows) {
        var status = "/api/imports/" + id;
        return ResponseEntity.accepted()
                .header("Location", status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(new Taken(id, rows, status)));
    }
}
