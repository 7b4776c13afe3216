package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.context.Contexts;
import dev.lekha.projection.context.Contexts.Value;
import dev.lekha.projection.privacy.Consents;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectReader;

/**
 * How a node fares, one value of each name, now or as of any time: {@code GET
 * /api/context/{node}?as-of=…&purpose=…}. Of what is fresh, the device is believed before
 * applications and these before the network; where nothing is fresh, what was so last. What is
 * under consent is shown to those who have it now, whatever time is asked for.
 */
@RestController
final class ContextDoor {
    private static final int MOST = 1_000;
    private static final Set<String> PARAMETERS =
            Set.of(AsOf.PARAMETER, "min-position", ViewQuestion.PURPOSE);
    private static final ObjectReader VALUE = Json.MAPPER.readerFor(Value.class);

    /** What of a name is shown. */
    private sealed interface Shown {}

    private record Believed(Quality value, String source, String observedAt, boolean fresh)
            implements Shown {}

    /** It is there, and this reader has no consent. */
    private record Withheld(String withheld) implements Shown {}

    private record Answer(
            String node, long position, Map<String, Shown> context, boolean complete) {}

    private final ViewDirectory directory;
    private final Sight sight;
    private final ConsentCheck consent;
    private final Positions positions;
    private final QuerySettings settings;
    private final Clock clock;

    ContextDoor(
            ViewDirectory directory,
            Sight sight,
            ConsentCheck consent,
            Positions positions,
            QuerySettings settings,
            Clock clock) {
        this.directory = directory;
        this.sight = sight;
        this.consent = consent;
        this.positions = positions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Freshness is judged at the time that is asked for; of a position, at its last value's. */
    @GetMapping("/api/context/{node}")
    void context(
            @PathVariable String node,
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var view = directory.find(Contexts.NAME, caller);
        var parameters = request.getParameterMap();
        if (!PARAMETERS.containsAll(parameters.keySet())) {
            throw ViewQuestion.malformed(
                    "parameter-unknown", "Context takes as-of, purpose and min-position.");
        }
        positions.require(view.name(), parameters, settings.positionWait());
        var asOf = ViewQuestion.one(parameters, AsOf.PARAMETER, "now");
        var filters = new ArrayList<>(AsOf.filters(view, asOf));
        filters.add(new Filter("node", Comparison.EQUAL, node));
        var page =
                sight.of(caller).page(view.name(), new Views.Query(filters, "", false, "", MOST));
        var values = page.rows().stream().<Value>map(row -> VALUE.readValue(row.json())).toList();
        var answer =
                new Answer(
                        node,
                        page.position(),
                        shown(node, believed(values, time(asOf, values)), caller, parameters),
                        page.next().isEmpty());
        var json = Json.MAPPER.writeValueAsBytes(answer);
        response.setHeader(ViewDoor.POSITION, Long.toString(page.position()));
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    private Map<String, Shown> shown(
            String node,
            Map<String, Believed> context,
            Caller caller,
            Map<String, String[]> parameters) {
        var purpose = ViewQuestion.purpose(parameters, caller);
        var keys = context.keySet().stream().map(name -> Consents.key(node, name)).toList();
        var withheld = consent.withheld(caller, purpose, keys);
        var shown = new TreeMap<String, Shown>(context);
        shown.replaceAll((name, value) ->
                withheld.contains(Consents.key(node, name))
                        ? new Withheld(ConsentCheck.REASON)
                        : value);
        return shown;
    }

    private String time(String asOf, List<Value> values) {
        if (asOf.equals("now")) {
            return Interval.text(clock.instant());
        }
        return asOf.matches("\\d+")
                ? values.stream().map(Value::since).max(Comparator.naturalOrder()).orElse("")
                : Interval.text(Instant.parse(asOf));
    }

    private static SortedMap<String, Believed> believed(List<Value> values, String time) {
        var byName = new TreeMap<String, Value>();
        values.forEach(value ->
                byName.merge(
                        value.attribute(),
                        value,
                        (one, other) -> order(time).compare(one, other) <= 0 ? one : other));
        var context = new TreeMap<String, Believed>();
        byName.forEach((name, value) ->
                context.put(
                        name,
                        new Believed(
                                value.value(),
                                value.source().name(),
                                value.observedAt(),
                                fresh(value, time))));
        return context;
    }

    /** Who is believed comes first. */
    private static Comparator<Value> order(String time) {
        return (one, other) -> {
            if (fresh(one, time) != fresh(other, time)) {
                return fresh(one, time) ? -1 : 1;
            }
            return fresh(one, time)
                    ? one.source().compareTo(other.source())
                    : other.observedAt().compareTo(one.observedAt());
        };
    }

    private static boolean fresh(Value value, String time) {
        return value.freshUntil().compareTo(time) > 0;
    }
}
