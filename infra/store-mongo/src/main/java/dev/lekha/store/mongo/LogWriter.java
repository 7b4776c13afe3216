package dev.lekha.store.mongo;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/*
 * One thread takes all appends that wait, checks each condition against the log and the earlier ones of the group, and
 * inserts what passes as one or a few documents at the positions behind the head. While the server works, the next
 * group gathers: the more callers, the larger the groups. A group that another process has overtaken is checked against
 * what came in between and tried at the new positions; the decision behind it is not made anew, and only a real conflict
 * refuses it. Answers are given by other threads, since what hangs on an answer may be heavy.
 */

/** Writes the log for one process; {@link Turns} says how several processes share it. */
final class LogWriter implements AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_IN_GROUP = 1_024;
    private static final long MOST_GROUP_BYTES = 8 << 20;
    private static final Duration INTAKE_PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWERS_AT_ONCE = 32;

    private final LogCollection log;
    private final Tail tail;
    private final CatchUp catchUp;
    private final Turns turns;
    private final String name;
    private final Duration patience;
    private final CommitObserver observer;
    private final Intake intake = new Intake(MOST_WAITING, INTAKE_PATIENCE);
    private final LongAdder appended = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder overtaken = new LongAdder();
    private final Thread thread;

    /**
     * @param name of this process as a writer
     * @param patience with a server that does not answer, before the callers hear of it
     */
    LogWriter(
            LogCollection log,
            Tail tail,
            CatchUp catchUp,
            Turns turns,
            String name,
            Duration patience,
            CommitObserver observer) {
        this.log = log;
        this.tail = tail;
        this.catchUp = catchUp;
        this.turns = turns;
        this.name = name;
        this.patience = patience;
        this.observer = observer;
        this.thread = Thread.ofPlatform().name("log-writer").start(this::run);
    }

    /**
     * Takes an append to be written. Where its marker is old, the database is asked here, on the
     * caller's thread.
     */
    void submit(Append append) {
        try {
            if (append.conditional() && Conditions.conflicts(log, tail, append)) {
                conflicts.increment();
                append.conflict();
                return;
            }
        } catch (MongoException failed) {
            throw Unavailable.nothingKept(failed);
        }
        intake.put(append);
    }

    /** Appends that wait. */
    int waiting() {
        return intake.depth();
    }

    /** Events appended so far. */
    long appended() {
        return appended.sum();
    }

    /** Appends refused so far because of an event that they did not know. */
    long conflicts() {
        return conflicts.sum();
    }

    /** Groups that another process has overtaken so far. */
    long overtaken() {
        return overtaken.sum();
    }

    private void run() {
        var group = intake.take(MOST_IN_GROUP, MOST_GROUP_BYTES);
        while (!group.isEmpty()) {
            write(group);
            group = intake.take(MOST_IN_GROUP, MOST_GROUP_BYTES);
        }
    }

    private void write(List<Append> group) {
        var waiting = new ArrayList<>(group);
        try {
            turns.await(catchUp::now);
            while (!waiting.isEmpty()) {
                round(waiting);
            }
        } catch (MongoException failed) {
            // Before an insert: nothing of those that still wait was sent.
            fail(waiting, Unavailable.nothingKept(failed));
        } catch (RuntimeException | Error failed) {
            // Whatever it is: who waits must hear, and the thread must live.
            fail(waiting, failed);
        }
    }

    /** Answers those whose fate is known, and takes them off the list. */
    private void round(List<Append> waiting) {
        long begun = System.nanoTime();
        var answers = new ArrayList<Runnable>(waiting.size() + 1);
        var plan = plan(waiting, answers);
        var placing = new Placing(log, tail, catchUp, plan, patience);
        try {
            placing.run();
        } finally {
            var placed = placing.placed();
            placed.forEach(one -> one.accept(answers));
            placed.forEach(one -> waiting.removeAll(Set.copyOf(one.appends())));
            tell(placed, System.nanoTime() - begun, answers);
            give(answers);
        }
        if (!placing.left().isEmpty()) {
            overtaken.increment();
        }
    }

    private List<Planned> plan(List<Append> waiting, List<Runnable> answers) {
        long head = tail.head().position();
        var conditions = new Conditions(log, tail);
        var drafting = new Planned.Drafting(name, head, tail.latest());
        for (var append : List.copyOf(waiting)) {
            if (!conditions.admit(append)) {
                conflicts.increment();
                waiting.remove(append);
                answers.add(append::conflict);
            } else if (append.drafts().isEmpty()) {
                waiting.remove(append);
                answers.add(() -> append.accept(head));
            } else {
                drafting.add(append);
            }
        }
        return drafting.done();
    }

    private void tell(List<Planned> placed, long took, List<Runnable> answers) {
        int events = placed.stream().mapToInt(one -> one.commit().events().size()).sum();
        if (events > 0) {
            appended.add(events);
            turns.won(took);
            answers.add(() -> observer.committed(events, took));
        }
    }

    private static void fail(List<Append> waiting, Throwable failed) {
        give(List.copyOf(waiting).stream().<Runnable>map(one -> () -> one.fail(failed)).toList());
    }

    private static void give(List<Runnable> answers) {
        for (int from = 0; from < answers.size(); from += ANSWERS_AT_ONCE) {
            var some =
                    List.copyOf(
                            answers.subList(
                                    from, Math.min(from + ANSWERS_AT_ONCE, answers.size())));
            Thread.startVirtualThread(() -> some.forEach(Runnable::run));
        }
    }

    /** Finishes what it has accepted. */
    @Override
    public void close() {
        intake.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
