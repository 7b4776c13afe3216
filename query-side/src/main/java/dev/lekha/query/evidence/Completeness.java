package dev.lekha.query.evidence;

import dev.lekha.projection.evidence.OriginEvidence.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a node's signed messages in the order of their counters and finds what is not as it should
 * be. Holds one counter at a time, and of each kind of finding the first thousand.
 */
final class Completeness {
    private static final int MOST_FINDINGS = 1_000;

    private final long from;
    private final long to;
    private final long published;
    private final Instant now;
    private final Tally<Stretch> missing = new Tally<>();
    private final Tally<Long> forked = new Tally<>();
    private final Tally<Long> broken = new Tally<>();
    private final Tally<Overdue> overdue = new Tally<>();
    private long counter;
    private long messages;
    private long awaited;
    private Set<String> before = Set.of();
    private Set<String> here = new TreeSet<>();
    private boolean linked = true;

    /** Counters, both ends included. */
    record Stretch(long from, long to) {}

    /** A receipt whose proof was promised by then and is not there. */
    record Overdue(long counter, long position, Instant proofBy) {}

    /**
     * @param complete whether every counter of the stretch is there once, each names the one
     *     before, and no receipt is overdue
     * @param from where it begins; the link of the first to its predecessor is not looked at
     * @param to where it ends: as asked, or the highest counter that is there
     * @param messages that are there
     * @param missing counters that are not there
     * @param forked counters that two messages have
     * @param broken counters whose message does not name the one before
     * @param overdue receipts without a published proof, past their time
     * @param awaited receipts without a published proof, within their time
     * @param unlisted findings beyond those that are listed
     * @param published events up to which the log is published
     */
    record Findings(
            boolean complete,
            long from,
            long to,
            long messages,
            List<Stretch> missing,
            List<Long> forked,
            List<Long> broken,
            List<Overdue> overdue,
            long awaited,
            long unlisted,
            long published) {}

    private static final class Tally<T> {
        private final List<T> listed = new ArrayList<>();
        private long unlisted;

        void add(T finding) {
            if (listed.size() < MOST_FINDINGS) {
                listed.add(finding);
            } else {
                unlisted++;
            }
        }
    }

    /**
     * @param to the last counter that is asked for, or 0 for as far as there are any
     */
    Completeness(long from, long to, long published, Instant now) {
        this.from = from;
        this.to = to;
        this.published = published;
        this.now = now;
        this.counter = from - 1;
    }

    void add(Message message) {
        if (message.counter() > counter) {
            moveTo(message.counter());
        }
        messages++;
        here.add(message.hash());
        linked &= before.isEmpty() || before.contains(message.previous());
        if (message.position() > published) {
            if (message.proofBy().isBefore(now)) {
                overdue.add(new Overdue(message.counter(), message.position(), message.proofBy()));
            } else {
                awaited++;
            }
        }
    }

    private void moveTo(long next) {
        close();
        if (next > counter + 1) {
            missing.add(new Stretch(counter + 1, next - 1));
            here = new TreeSet<>();
        }
        before = here;
        here = new TreeSet<>();
        counter = next;
    }

    /** Judges the counter that all messages have been seen of. */
    private void close() {
        if (here.size() > 1) {
            forked.add(counter);
        }
        if (!linked) {
            broken.add(counter);
        }
        linked = true;
    }

    Findings findings() {
        close();
        if (to > counter) {
            missing.add(new Stretch(counter + 1, to));
        }
        var tallies = List.of(missing, forked, broken, overdue);
        return new Findings(
                messages > 0 && tallies.stream().allMatch(tally -> tally.listed.isEmpty()),
                from,
                Math.max(to, counter),
                messages,
                missing.listed,
                forked.listed,
                broken.listed,
                overdue.listed,
                awaited,
                tallies.stream().mapToLong(tally -> tally.unlisted).sum(),
                published);
    }
}
