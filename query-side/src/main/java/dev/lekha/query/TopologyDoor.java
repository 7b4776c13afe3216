package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.projection.topology.Topology;
import dev.lekha.query.Neighbourhood.Direction;
import dev.lekha.query.Neighbourhood.Reached;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is reached along relations, now or as of any time (6.12): {@code GET
 * /api/topology?from=x&along=located-in&depth=5&at=1200}; {@code to=x} instead of {@code from}
 * follows them backwards.
 */
@RestController
final class TopologyDoor {
    private static final int DEEPEST = 50;
    private static final int MOST_KINDS = 5;
    private static final Set<String> PARAMETERS =
            Set.of("from", "to", "along", "depth", "at", "min-position");

    private record Answer(long position, List<Reached> items, boolean complete) {}

    private final ViewDirectory directory;
    private final Sight sight;
    private final Positions positions;
    private final QuerySettings settings;

    TopologyDoor(
            ViewDirectory directory, Sight sight, Positions positions, QuerySettings settings) {
        this.directory = directory;
        this.sight = sight;
        this.positions = positions;
        this.settings = settings;
    }

    /** Whoever may read the view of relations may follow them. */
    @GetMapping("/api/topology")
    void follow(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var view = directory.find(Topology.NAME, caller);
        var parameters = request.getParameterMap();
        check(parameters);
        positions.require(view.name(), parameters, settings.positionWait());
        // The view moves on meanwhile; all pages show one position of it.
        var rows = sight.of(caller);
        long position = rows.position(view.name());
        var at = ViewQuestion.one(parameters, "at", Long.toString(position));
        var asOf = AsOf.filters(view, at.equals("now") ? Long.toString(position) : at);
        var backward = parameters.containsKey("to");
        var start = ViewQuestion.one(parameters, backward ? "to" : "from", "");
        var depth = (int) ViewQuestion.number(parameters, "depth", 1, DEEPEST, 1);
        var found =
                new Neighbourhood(
                                rows,
                                backward ? Direction.BACKWARD : Direction.FORWARD,
                                kinds(parameters),
                                asOf)
                        .of(start, depth);
        write(new Answer(position, found.items(), found.complete()), response);
    }

    private static void check(Map<String, String[]> parameters) {
        if (!PARAMETERS.containsAll(parameters.keySet())) {
            throw ViewQuestion.malformed(
                    "parameter-unknown",
                    "Topology takes from or to, along, depth, at, min-position.");
        }
        if (parameters.containsKey("from") == parameters.containsKey("to")) {
            throw ViewQuestion.malformed(
                    "parameter-missing", "Either from or to names the entity to start with.");
        }
    }

    private static List<String> kinds(Map<String, String[]> parameters) {
        var kinds =
                Arrays.stream(parameters.getOrDefault("along", new String[0])).distinct().toList();
        if (kinds.isEmpty() || kinds.size() > MOST_KINDS) {
            throw ViewQuestion.malformed(
                    "parameter-missing",
                    "along names 1 to " + MOST_KINDS + " kinds of relations to follow.");
        }
        return kinds;
    }

    private static void write(Answer answer, HttpServletResponse response) throws IOException {
        var json = Json.MAPPER.writeValueAsBytes(answer);
        response.setHeader(ViewDoor.POSITION, Long.toString(answer.position()));
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
