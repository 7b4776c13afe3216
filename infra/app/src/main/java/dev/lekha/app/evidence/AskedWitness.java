package dev.lekha.app.evidence;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.witness.RemoteWitness;
import dev.lekha.crypto.witness.WitnessReply;
import dev.lekha.crypto.witness.WitnessReply.Ahead;
import dev.lekha.crypto.witness.WitnessReply.Away;
import dev.lekha.crypto.witness.WitnessReply.Cosignature;
import dev.lekha.crypto.witness.WitnessReply.Declined;
import dev.lekha.crypto.witness.WitnessReply.Forked;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One witness, asked one thing at a time, and what it said last. */
final class AskedWitness {
    private static final Logger LOG = LoggerFactory.getLogger(AskedWitness.class);

    private final String name;
    private final RemoteWitness remote;
    private final LongSupplier log;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong alarms = new AtomicLong();
    private volatile String standing = "not asked yet";
    private volatile Optional<String> alarm = Optional.empty();

    /**
     * @param log gives how many events there are
     */
    AskedWitness(String name, RemoteWitness remote, LongSupplier log) {
        this.log = log;
        this.name = name;
        this.remote = remote;
    }

    /** Whether it is asked; else it has not answered the question before. */
    boolean ask(ExecutorService threads, Note signed, TileReader tree, Queue<WitnessReply> into) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        threads.execute(() -> {
            var reply = reply(signed, tree);
            note(reply);
            busy.set(false);
            into.add(reply);
        });
        return true;
    }

    private WitnessReply reply(Note signed, TileReader tree) {
        try {
            return remote.ask(signed, tree);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Away("stopped while asking");
        } catch (RuntimeException failed) {
            LOG.warn("the witness {} could not be asked", name, failed);
            return new Away(failed.toString());
        }
    }

    private void note(WitnessReply reply) {
        var said =
                switch (reply) {
                    case Cosignature _ -> "cosigns";
                    case Away(var why) -> "away: " + why;
                    case Declined(var why) -> "declines: " + why;
                    case Ahead(var size) -> "has cosigned %d events, which is more".formatted(size);
                    case Forked(var why) -> "has seen another history of this log: " + why;
                };
        if (!(reply instanceof Cosignature)) {
            failures.incrementAndGet();
        }
        boolean alarming = isAlarming(reply);
        if (alarming) {
            alarms.incrementAndGet();
        }
        tell(said, alarming);
        // One that is away has not taken back what it said.
        if (!(reply instanceof Away)) {
            alarm =
                    alarming
                            ? Optional.of("the witness %s %s".formatted(name, said))
                            : Optional.empty();
        }
        standing = said;
    }

    /** It may have cosigned what a crash kept from being published, but no more than there is. */
    private boolean isAlarming(WitnessReply reply) {
        return reply instanceof Forked
                || reply instanceof Ahead(var size) && size > log.getAsLong();
    }

    /** Once for each thing that it says, not at each checkpoint. */
    private void tell(String said, boolean alarming) {
        if (said.equals(standing)) {
            return;
        }
        if (alarming) {
            LOG.error("the witness {} {}", name, said);
        } else {
            LOG.info("the witness {} {}", name, said);
        }
    }

    String standing() {
        return standing;
    }

    Optional<String> alarm() {
        return alarm;
    }

    long failures() {
        return failures.get();
    }

    long alarms() {
        return alarms.get();
    }
}
