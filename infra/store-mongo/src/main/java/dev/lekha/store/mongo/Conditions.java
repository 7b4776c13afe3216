package dev.lekha.store.mongo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether an append may go in: by the log as it is, and as the appends before it leave it. */
final class Conditions {
    private final LogCollection log;
    private final Tail tail;
    private final Set<String> tagsBefore = new HashSet<>();
    private final List<Append> before = new ArrayList<>();

    Conditions(LogCollection log, Tail tail) {
        this.log = log;
        this.tail = tail;
    }

    /** Whether nothing stands against it; then it counts for those behind it. */
    boolean admit(Append append) {
        if (append.conditional() && (conflictsBefore(append) || conflicts(log, tail, append))) {
            return false;
        }
        before.add(append);
        append.drafts().forEach(draft -> tagsBefore.addAll(draft.tags()));
        return true;
    }

    /** Whether the log, up to its head, holds what stands against it. */
    static boolean conflicts(LogCollection log, Tail tail, Append append) {
        if (append.known() < tail.floor() && conflictsFarBack(log, tail, append)) {
            return true;
        }
        return tail.holds(append.conflicting(), append.known());
    }

    private static boolean conflictsFarBack(LogCollection log, Tail tail, Append append) {
        long upTo = tail.head().position();
        var found = new Walk(log, tail, append.conflicting(), append.known()).next(upTo);
        if (!found.isEmpty()) {
            return true;
        }
        append.knowsUpTo(upTo);
        return false;
    }

    private boolean conflictsBefore(Append append) {
        var wanted = append.conflicting();
        if (!wanted.all()
                && wanted.either().stream().noneMatch(one -> tagsBefore.containsAll(one.tags()))) {
            return false;
        }
        for (var one : before) {
            for (var draft : one.drafts()) {
                if (wanted.fits(draft.tags(), draft.type())) {
                    return true;
                }
            }
        }
        return false;
    }
}
