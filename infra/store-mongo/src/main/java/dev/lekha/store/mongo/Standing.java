package dev.lekha.store.mongo;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/*
 * What is passed in memory alone changed no row, for whoever folds the same facts. So a process that lost the view
 * meanwhile says nothing false by it, and where it goes on to write, the database finds that it does not stand there.
 */

/**
 * Where this process has brought one view. Most batches change no row of most views: those move the
 * position in memory, and the database hears of it together with all other views', a few times a
 * second ({@link Settling}).
 */
final class Standing {
    /** Less than a claim lasts: another process may have moved the view after that. */
    private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

    private record At(ViewState stored, long reflected, long confirmed) {}

    /** A view that has to be moved in the database as well. */
    record Ahead(ViewState stored, long reflected) {}

    private Optional<At> at = Optional.empty();

    /** The database has the view in that state, as this process has just seen or brought about. */
    synchronized void confirmed(ViewState stored, long now) {
        at = Optional.of(new At(stored, stored.position(), now));
    }

    /** The database has been told how far it has come. */
    synchronized void settled(long now) {
        at = at.map(known -> new At(known.stored.at(known.reflected), known.reflected, now));
    }

    /** Moves on where no row changes; false where the database has to be asked. */
    synchronized boolean passes(long from, long to, long now) {
        var passed =
                at.filter(known -> known.reflected == from && isTrusted(known, now))
                        .map(known -> new At(known.stored, to, known.confirmed));
        passed.ifPresent(moved -> at = passed);
        return passed.isPresent();
    }

    /** Where the view stands; empty where the database has to be asked. */
    synchronized OptionalLong reflected(long now) {
        return at.filter(known -> isTrusted(known, now)).stream()
                .mapToLong(At::reflected)
                .findFirst();
    }

    /** What rows reflect that were found together with that state. */
    synchronized long reflected(ViewState found) {
        return at.filter(known ->
                        known.stored.generation() == found.generation()
                                && known.stored.position() == found.position())
                .map(At::reflected)
                .orElse(found.position());
    }

    synchronized Optional<Ahead> ahead() {
        return at.filter(known -> known.reflected > known.stored.position())
                .map(known -> new Ahead(known.stored, known.reflected));
    }

    /** The database has the say. */
    synchronized void forget() {
        at = Optional.empty();
    }

    private static boolean isTrusted(At known, long now) {
        return now - known.confirmed < TRUSTED_NANOS;
    }
}
