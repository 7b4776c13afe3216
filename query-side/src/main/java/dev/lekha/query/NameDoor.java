package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.query.Identifying.Candidates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which one node, application or group is meant by all that is said of it together (9.2); never a
 * guess.
 */
@RestController
final class NameDoor {
    private static final int MOST_NAMED = 10;

    private final ViewDirectory directory;
    private final Sight sight;
    private final Positions positions;
    private final QuerySettings settings;

    NameDoor(ViewDirectory directory, Sight sight, Positions positions, QuerySettings settings) {
        this.directory = directory;
        this.sight = sight;
        this.positions = positions;
        this.settings = settings;
    }

    /** See {@link Description} for the parameters; none or several that fit are refused. */
    @GetMapping("/api/names")
    void identify(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var parameters = request.getParameterMap();
        var description = Description.read(directory, caller, parameters);
        for (var clue : description.clues()) {
            positions.require(clue.view().name(), parameters, settings.positionWait());
        }
        var found = new Identifying(sight.of(caller)).find(description);
        var json = Json.MAPPER.writeValueAsBytes(answer(only(found), found.position()));
        response.setHeader(ViewDoor.POSITION, Long.toString(found.position()));
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    /** {@code {"kind":"node","node":"pump-1",…}}: its id stands under its kind. */
    private static Map<String, Object> answer(Holder found, long position) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put(found.kind().text(), found.id());
        answer.put("kind", found.kind().text());
        answer.put("position", position);
        return answer;
    }

    private static Holder only(Candidates found) {
        if (found.holders().size() == 1 && found.complete()) {
            return found.holders().getFirst();
        }
        if (found.holders().isEmpty() && found.complete()) {
            throw new Refused(Refused.Kind.UNKNOWN, "name-unknown", "Nothing fits all of this.");
        }
        throw new Refused(
                Refused.Kind.CONFLICT,
                "name-ambiguous",
                "%s fit all of this: %s%s. Say more of the one that is meant."
                        .formatted(
                                number(found),
                                found.holders().stream()
                                        .limit(MOST_NAMED)
                                        .map(NameDoor::text)
                                        .collect(Collectors.joining(", ")),
                                found.complete() && found.holders().size() <= MOST_NAMED
                                        ? ""
                                        : ", …"));
    }

    private static String number(Candidates found) {
        return found.complete() ? Integer.toString(found.holders().size()) : "Many";
    }

    /** A node by its id alone. */
    private static String text(Holder holder) {
        return holder.as(Holder.Kind.NODE).orElseGet(holder::text);
    }
}
