package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.naming.NameScope;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Name;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What is said of something, as questions to views each of whose rows names a node or, of names,
 * whatever has the name:
 *
 * <pre>
 * name=scheme:value    a name that it has, in any spelling; may repeat, all of them hold
 * group=g1             within which the names were given
 * gateway=gw-1         the gateway that it stands behind
 * as-of=1200           at a position, a time or now (as it is without)
 * </pre>
 */
record Description(List<Clue> clues) {
    /** One question: rows that fit are of nodes that fit. */
    record Clue(ViewSchema view, List<Filter> filters) {
        /** What a row says that it is of. */
        Optional<Holder> holder(JsonNode row) {
            return row.path("holder")
                    .stringValueOpt()
                    .or(() -> row.path("node").stringValueOpt().map(node -> "node:" + node))
                    .map(Holder::read);
        }

        /** The question whether it is of this one; none where it never is. */
        Optional<List<Filter>> of(Holder holder) {
            var own =
                    view.fields().contains("holder")
                            ? Optional.of(equal("holder", holder.text()))
                            : holder.as(Holder.Kind.NODE).map(node -> equal("node", node));
            return own.map(one -> Stream.concat(filters.stream(), Stream.of(one)).toList());
        }
    }

    private static final int MOST = 5;
    private static final Set<String> KNOWN =
            Set.of("name", "group", "gateway", AsOf.PARAMETER, "min-position");

    static Description read(ViewDirectory views, Caller caller, Map<String, String[]> parameters) {
        for (var parameter : parameters.keySet()) {
            if (!KNOWN.contains(parameter)) {
                throw ViewQuestion.malformed(
                        "parameter-unknown", "What is meant is described by " + KNOWN + " only.");
            }
        }
        var asOf = ViewQuestion.one(parameters, AsOf.PARAMETER, "now");
        var scope = NameScope.of(caller, ViewQuestion.one(parameters, "group", ""));
        var clues = new ArrayList<Clue>();
        for (var text : parameters.getOrDefault("name", new String[0])) {
            clues.add(named(views, caller, name(text), scope, asOf));
        }
        var gateway = ViewQuestion.one(parameters, "gateway", "");
        if (!gateway.isEmpty()) {
            var view = views.find("attachments", caller);
            clues.add(clue(view, asOf, List.of(equal("gateway", gateway))));
        }
        if (clues.isEmpty() || clues.size() > MOST) {
            throw ViewQuestion.malformed(
                    "description-malformed",
                    "What is meant is described by 1 to " + MOST + " words.");
        }
        return new Description(clues);
    }

    private static Clue named(
            ViewDirectory views, Caller caller, Name name, String scope, String asOf) {
        var pseudonym = Scheme.of(name) == Scheme.PSEUDONYM;
        return clue(
                views.find(pseudonym ? "pseudonyms" : "names", caller),
                asOf,
                List.of(equal("name", name.value()), equal("scope", scope)));
    }

    private static Clue clue(ViewSchema view, String asOf, List<Filter> filters) {
        var all = new ArrayList<>(filters);
        all.addAll(AsOf.filters(view, asOf));
        return new Clue(view, all);
    }

    private static Name name(String text) {
        try {
            return Scheme.canonical(new Name(text));
        } catch (IllegalArgumentException malformed) {
            throw ViewQuestion.malformed(
                    "name-malformed", String.valueOf(malformed.getMessage()) + ".");
        }
    }

    private static Filter equal(String field, String value) {
        return new Filter(field, Comparison.EQUAL, value);
    }
}
