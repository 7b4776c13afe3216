package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.privacy.Disclosing;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.provisioning.ImportReceipts;
import dev.lekha.projection.provisioning.ImportReceipts.Receipts;
import dev.lekha.projection.provisioning.ImportRefusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectReader;

/** How an import stands and what became of its rows, from the views. */
@RestController
final class ImportDoor {
    private static final ObjectReader RECEIPTS = Json.MAPPER.readerFor(Receipts.class);

    /** Nothing in these views is personal. */
    private static final String NO_PURPOSE = "";

    private final ViewDirectory directory;
    private final Sight sight;
    private final Disclosing disclosing;
    private final Downloads downloads;

    ImportDoor(ViewDirectory directory, Sight sight, Disclosing disclosing, Downloads downloads) {
        this.directory = directory;
        this.sight = sight;
        this.disclosing = disclosing;
        this.downloads = downloads;
    }

    /** Its row of the view {@code imports}. */
    @GetMapping("/api/imports/{id}")
    void progress(
            @PathVariable String id,
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var view = directory.find("imports", caller).name();
        Answers.row(sight.of(caller).find(view, id), request, response);
    }

    /** Each accepted row with its position, and of an operation its member, in order. */
    @GetMapping("/api/imports/{id}/receipts")
    void receipts(
            @PathVariable String id,
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        var pages = pages(ImportReceipts.NAME, "first", id, caller);
        downloads.run(
                request,
                () -> {
                    var first = pages.first();
                    Answers.download(Format.NDJSON, "receipts.ndjson", first.position(), response);
                    var out = response.getOutputStream();
                    pages.forEach(
                            first,
                            page -> {
                                for (var row : page.rows()) {
                                    write(RECEIPTS.readValue(row.json()), out);
                                }
                            });
                });
    }

    /** Each refused row as CSV: number, line, code, reason. */
    @GetMapping("/api/imports/{id}/refusals")
    void refusals(
            @PathVariable String id,
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        var pages = pages(ImportRefusals.NAME, "row", id, caller);
        downloads.run(request, () -> new CsvRows(pages.view()).write(pages, response));
    }

    private Pages pages(String name, String order, String id, Caller caller) {
        var view = directory.find(name, caller);
        var filters = List.of(new Filter("importId", Comparison.EQUAL, id));
        return new Pages(
                DisclosedViews.of(sight.of(caller), caller.tenant(), view, disclosing, NO_PURPOSE),
                view,
                new ViewQuestion(filters, order, false, "", ViewQuestion.NO_LIMIT));
    }

    private static void write(Receipts receipts, OutputStream out) throws IOException {
        var lines = new StringBuilder();
        for (var at = 0; at < receipts.positions().size(); at++) {
            var position = receipts.positions().get(at);
            if (position > 0) {
                var node =
                        receipts.nodes().isEmpty()
                                ? ""
                                : ",\"node\":\"%s\"".formatted(receipts.nodes().get(at));
                lines.append(
                        "{\"row\":%d,\"position\":%d%s}\n"
                                .formatted(receipts.first() + at, position, node));
            }
        }
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
