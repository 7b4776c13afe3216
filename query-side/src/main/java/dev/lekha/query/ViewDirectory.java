package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.projection.Rows;
import dev.lekha.projection.ViewSchema;
import java.util.EnumSet;
import java.util.List;

/** The views that there are. */
public record ViewDirectory(List<ViewSchema> views) {
    public ViewDirectory {
        views = List.copyOf(views);
        for (var view : views) {
            var other = view.partiesIn();
            if (!other.isEmpty() && views.stream().noneMatch(one -> one.name().equals(other))) {
                throw new IllegalArgumentException(
                        "the parties of " + view.name() + " are in a view that is not: " + other);
            }
        }
    }

    List<ViewSchema> readableBy(Caller caller) {
        return views.stream()
                .filter(view -> isReader(view, caller) || mayBeParty(view, caller))
                .toList();
    }

    /** A view that the caller may read as a whole, as far as it sees. */
    ViewSchema find(String name, Caller caller) {
        var view = named(name);
        if (!isReader(view, caller)) {
            throw forbidden();
        }
        return view;
    }

    /** A view that the caller may read, if only the rows that are its own. */
    ViewSchema findOwn(String name, Caller caller) {
        var view = named(name);
        if (!isReader(view, caller) && !mayBeParty(view, caller)) {
            throw forbidden();
        }
        return view;
    }

    private ViewSchema named(String name) {
        return views.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new Refused(
                                Refused.Kind.UNKNOWN,
                                "view-unknown",
                                "There is no view of this name; see /api/views."));
    }

    private static Refused forbidden() {
        return new Refused(
                Refused.Kind.FORBIDDEN, "view-forbidden", "The caller may not read this view.");
    }

    static boolean isReader(ViewSchema view, Caller caller) {
        return caller.may(view.capability(), view.readers());
    }

    private static boolean mayBeParty(ViewSchema view, Caller caller) {
        return !view.parties().isEmpty()
                && caller.may(view.capability(), EnumSet.allOf(Role.class));
    }

    /** Of all rows those that name the caller as a party. */
    OwnRows own(Rows all, ViewSchema view, Caller caller) {
        var holder =
                views.stream().filter(other -> other.name().equals(view.partiesIn())).findFirst();
        return new OwnRows(all, caller.actor(), view, holder);
    }
}
