package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.projection.Views;
import dev.lekha.projection.registration.CapabilityIndex;
import dev.lekha.projection.registration.NodeCapabilities;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Nodes by what they are and can do: {@code GET /api/discovery?where=battery > 30}. */
@RestController
final class DiscoveryDoor {
    private static final int LARGEST_PAGE = 50;
    private static final Set<String> PARAMETERS = Set.of("where", "limit", "after", "min-position");

    private final ViewDirectory directory;
    private final Views views;
    private final Sight sight;
    private final Positions positions;
    private final QuerySettings settings;

    DiscoveryDoor(
            ViewDirectory directory,
            Views views,
            Sight sight,
            Positions positions,
            QuerySettings settings) {
        this.directory = directory;
        this.views = views;
        this.sight = sight;
        this.positions = positions;
        this.settings = settings;
    }

    /** Whoever may read what nodes can do may look for it. */
    @GetMapping("/api/discovery")
    void nodes(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        directory.find(NodeCapabilities.NAME, caller);
        var parameters = request.getParameterMap();
        for (var name : parameters.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw ViewQuestion.malformed(
                        "parameter-unknown", "Discovery takes where, limit, after, min-position.");
            }
        }
        var where = where(ViewQuestion.one(parameters, "where", ""));
        var limit = (int) ViewQuestion.number(parameters, "limit", 1, LARGEST_PAGE, LARGEST_PAGE);
        await(parameters);
        var search = new NodeSearch(views.of(caller.tenant()), sight.of(caller));
        Answers.page(page(search, where, parameters, limit), request, response);
    }

    private static Predicate where(String text) {
        try {
            return Predicate.parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw ViewQuestion.malformed(
                    "condition-malformed", "where, " + unreadable.getMessage() + ".");
        }
    }

    private static Views.Page page(
            NodeSearch search, Predicate where, Map<String, String[]> parameters, int limit) {
        try {
            return search.page(where, ViewQuestion.one(parameters, "after", ""), limit);
        } catch (IllegalArgumentException noCursor) {
            throw ViewQuestion.malformed(
                    "cursor-malformed", "after takes a cursor that an earlier page gave.");
        }
    }

    private void await(Map<String, String[]> parameters) {
        for (var view : new String[] {NodeCapabilities.NAME, CapabilityIndex.NAME}) {
            positions.require(view, parameters, settings.positionWait());
        }
    }
}
