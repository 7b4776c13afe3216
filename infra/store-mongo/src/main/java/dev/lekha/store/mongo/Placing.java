package dev.lekha.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bson.types.ObjectId;

/*
 * One ordered insert carries the documents of a group. It can go wrong in two ways, and both are settled by looking at
 * what is there, never by what the failed insert says that it did.
 *
 * Taken: a document's position has another. Either a process was faster, or it is our own from an earlier try. The
 * commit's id tells. What stands there is waited for until the majority has it, since a head that could be taken back
 * is none to build on.
 *
 * Unknown: no answer, or one that does not say. The insert may still be under way. So the very same documents are
 * inserted again until each is known to stand at its position, or another to stand there: then an earlier try that
 * arrives late finds the position taken and stops there. Only when the server stays away beyond all patience the
 * callers hear that it is not known.
 */

/** Brings the documents of one group to their positions, as far as no other process is there. */
final class Placing {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(250).toNanos();

    private final LogCollection log;
    private final Tail tail;
    private final CatchUp catchUp;
    private final List<Planned> left;
    private final List<Planned> placed = new ArrayList<>();
    private final long deadline;
    private boolean overtaken;
    private long pause = FIRST_PAUSE;

    Placing(LogCollection log, Tail tail, CatchUp catchUp, List<Planned> plan, Duration patience) {
        this.log = log;
        this.tail = tail;
        this.catchUp = catchUp;
        this.left = new ArrayList<>(plan);
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** Those that stand at their positions. */
    List<Planned> placed() {
        return placed;
    }

    /** Those whose positions another process has: they are nowhere, and never will be. */
    List<Planned> left() {
        return left;
    }

    /**
     * Goes on until what became of each document is known.
     *
     * @throws Refused where the server stays away, so that of those left it is not known
     */
    void run() {
        while (!left.isEmpty() && !overtaken) {
            try {
                log.insert(left.stream().map(Planned::document).toList());
                tail.add(left.stream().map(Planned::commit).toList());
                placed.addAll(left);
                left.clear();
            } catch (MongoBulkWriteException failed) {
                settle(failed);
            } catch (MongoException failed) {
                again(failed);
            }
        }
    }

    private void settle(MongoBulkWriteException failed) {
        var taken =
                failed.getWriteErrors().stream()
                        .filter(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)
                        .findFirst();
        if (taken.isEmpty()) {
            again(failed);
            return;
        }
        try {
            awaitVisible(left.get(taken.get().getIndex()).commit().first());
            if (!compare()) {
                // The majority does not have it yet, or has lost it.
                again(failed);
            }
        } catch (MongoException silent) {
            again(silent);
        }
    }

    /** Until the majority has what stands at the position, or has lost it. */
    private void awaitVisible(long position) {
        long until = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        catchUp.now();
        while (tail.head().position() < position && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(FIRST_PAUSE);
            catchUp.now();
        }
    }

    /** Whether it is known now of at least one document where it stands, or that it never will. */
    private boolean compare() {
        int before = left.size();
        while (!left.isEmpty() && !overtaken) {
            var own = left.getFirst().commit();
            var there = idAt(own.first());
            if (there.isEmpty()) {
                break;
            }
            if (there.get().equals(own.id())) {
                placed.add(left.removeFirst());
            } else {
                overtaken = true;
            }
        }
        return overtaken || left.size() < before;
    }

    private Optional<ObjectId> idAt(long first) {
        if (tail.head().position() < first) {
            return Optional.empty();
        }
        return tail.at(first).or(() -> log.at(first)).map(Commit::id);
    }

    private void again(MongoException failed) {
        if (deadline - System.nanoTime() < 0) {
            throw Unavailable.unknown(failed);
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
}
