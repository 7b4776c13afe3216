package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.privacy.Disclosing;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Any view, by its name: its rows by filter, sort and page, or one row by its key. */
@RestController
final class ViewDoor {
    /** Where the edge leaves the caller: a request attribute, which no client can set. */
    static final String CALLER = "dev.lekha.kernel.Caller";

    /** Carries the log position that an answer reflects. */
    static final String POSITION = "Lekha-Position";

    private final ViewDirectory directory;
    private final Views views;
    private final Sight sight;
    private final Disclosing disclosing;
    private final ConsentCheck consent;
    private final Positions positions;
    private final Downloads downloads;
    private final QuerySettings settings;

    ViewDoor(
            ViewDirectory directory,
            Views views,
            Sight sight,
            Disclosing disclosing,
            ConsentCheck consent,
            Positions positions,
            Downloads downloads,
            QuerySettings settings) {
        this.directory = directory;
        this.views = views;
        this.sight = sight;
        this.disclosing = disclosing;
        this.consent = consent;
        this.positions = positions;
        this.downloads = downloads;
        this.settings = settings;
    }

    @GetMapping("/api/views")
    void list(@RequestAttribute(CALLER) Caller caller, HttpServletResponse response)
            throws IOException {
        Answers.list(directory.readableBy(caller), views, response);
    }

    @GetMapping("/api/views/{view}")
    void rows(
            @PathVariable String view,
            @RequestAttribute(CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException,
                    InterruptedException,
                    HttpMediaTypeNotAcceptableException,
                    HttpRequestMethodNotSupportedException {
        var schema = directory.findOwn(view, caller);
        var parameters = request.getParameterMap();
        var accept = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT));
        var format = Format.read(ViewQuestion.one(parameters, "format", ""), accept);
        var question = ViewQuestion.read(schema, parameters);
        await(schema, parameters);
        var pages = new Pages(disclosed(schema, caller, parameters), schema, question);
        switch (format) {
            case JSON -> Answers.page(pages.only(), request, response);
            case CSV -> downloads.run(request, () -> new CsvRows(schema).write(pages, response));
            case NDJSON -> downloads.run(request, () -> Answers.lines(pages, schema, response));
        }
    }

    @GetMapping("/api/views/{view}/{*key}")
    void row(
            @PathVariable String view,
            @RequestAttribute(CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var schema = directory.findOwn(view, caller);
        await(schema, request.getParameterMap());
        var found =
                disclosed(schema, caller, request.getParameterMap())
                        .find(view, RowKey.read(request, view));
        Answers.row(found, request, response);
    }

    private DisclosedViews disclosed(
            ViewSchema view, Caller caller, Map<String, String[]> parameters) {
        var purpose = ViewQuestion.purpose(parameters, caller);
        var seen =
                ViewDirectory.isReader(view, caller)
                        ? sight.of(caller)
                        : directory.own(views.of(caller.tenant()), view, caller);
        var rows = new ConsentedRows(seen, consent, caller, purpose);
        return DisclosedViews.of(rows, caller.tenant(), view, disclosing, purpose);
    }

    private void await(ViewSchema view, Map<String, String[]> parameters) {
        positions.require(view.name(), parameters, settings.positionWait());
    }
}
