package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.ViewSchema;
import java.util.List;

/** The views that there are. */
public record ViewDirectory(List<ViewSchema> views) {
    public ViewDirectory {
        views = List.copyOf(views);
    }

    List<ViewSchema> readableBy(Caller caller) {
        return views.stream().filter(view -> readable(view, caller)).toList();
    }

    ViewSchema find(String name, Caller caller) {
        var view =
                views.stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new Refused(
                                        Refused.Kind.UNKNOWN,
                                        "view-unknown",
                                        "There is no view of this name; see /api/views."));
        if (!readable(view, caller)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN, "view-forbidden", "The caller may not read this view.");
        }
        return view;
    }

    private static boolean readable(ViewSchema view, Caller caller) {
        return caller.may(view.capability(), view.readers());
    }
}
