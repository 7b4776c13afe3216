package dev.lekha.edge.provisioning;

import dev.lekha.edge.http.Bodies;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.UniqueId;
import dev.lekha.kernel.groups.MemberSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * One command for many nodes: {@code POST /api/operations}. Who is meant is found and written to a
 * file before the answer comes, and from then on it is an import.
 */
@RestController
final class OperationDoor {
    private final Imports imports;
    private final ImportSettings settings;
    private final MemberSearch members;
    private final Bodies bodies;

    /** Each search may hold as many ids in memory as an operation may have. */
    private final Semaphore searches;

    /**
     * @param members that fit, each of which has a row
     * @param unfit members of the group that do not fit, and have none
     * @param position that the choice reflects
     */
    private record Taken(
            String operationId, long members, long unfit, long position, String status) {}

    OperationDoor(Imports imports, ImportSettings settings, MemberSearch members, Bodies bodies) {
        this.imports = imports;
        this.settings = settings;
        this.members = members;
        this.bodies = bodies;
        searches = new Semaphore(settings.atOnce());
    }

    /**
     * @param asked an id of the caller's own, or empty; imports and operations share their ids
     */
    @PostMapping(path = "/api/operations", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> take(
            @RequestParam(name = "operation", defaultValue = "") String asked,
            @RequestAttribute(UploadDoor.CALLER) Caller caller,
            HttpServletRequest http)
            throws IOException {
        if (!caller.may("provisioning", UploadDoor.SENDERS)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN, "forbidden", "This caller may not ask for operations.");
        }
        var id = asked.isEmpty() ? UniqueId.next() : UploadDoor.checked(asked);
        try (var body = bodies.read(http)) {
            return begin(id, Operation.read(body.bytes()), caller);
        }
    }

    private ResponseEntity<byte[]> begin(String id, Operation operation, Caller caller)
            throws IOException {
        if (!searches.tryAcquire()) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "too-many-imports",
                    "As many operations as may be are being taken.");
        }
        try {
            var part = imports.part(caller, id, UniqueId.next());
            var found = members.find(caller, operation.group(), operation.where());
            var rows = operation.rows(found.nodes());
            var upload = Upload.receive(rows, part, Rows.Format.MEMBERS, settings);
            imports.start(id, upload, caller, operation.chosen(found.position()));
            return taken(id, found);
        } finally {
            searches.release();
        }
    }

    private static ResponseEntity<byte[]> taken(String id, MemberSearch.Found found) {
        var status = "/api/imports/" + id;
        var answer = new Taken(id, found.nodes().size(), found.unfit(), found.position(), status);
        return ResponseEntity.accepted()
                .header("Location", status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(answer));
    }
}
