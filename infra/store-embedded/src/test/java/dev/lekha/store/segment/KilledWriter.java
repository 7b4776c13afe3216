package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static dev.lekha.store.tck.Appends.unless;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.HaltingDisk.Moment;
import dev.lekha.store.tck.Appends;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

/**
 * A process that appends from several threads under conditions until it dies, be it by a kill or by
 * its own disk. Of each batch that is acknowledged it says {@code ack <body> <last position> end}.
 */
final class KilledWriter {
    static final int BATCH = 3;
    private static final int WRITERS = 6;
    private static final int NAMES = 300;

    private final SegmentLog log;
    private final long run;
    private final FileOutputStream output = new FileOutputStream(FileDescriptor.out);

    private KilledWriter(SegmentLog log, long run) {
        this.log = log;
        this.run = run;
    }

    /**
     * @param moment at which the process dies by itself, or nothing
     */
    static Process start(Path folder, String moment, long seed) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(KilledWriter.class.getName());
        command.addAll(List.of(folder.toString(), moment, Long.toString(seed)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /**
     * @param arguments folder, moment, seed
     */
    public static void main(String[] arguments) {
        long seed = Long.parseLong(arguments[2]);
        var disk = disk(arguments[1], new Random(seed));
        try (var log = SmallSegments.log(Path.of(arguments[0]), disk)) {
            new KilledWriter(log, seed).appendUntilDead();
        }
    }

    private static Disk disk(String moment, Random random) {
        if (moment.isEmpty()) {
            return Disk.FILES;
        }
        var when = Moment.valueOf(moment);
        boolean ofFrames = when.compareTo(Moment.FORCED) <= 0;
        return new HaltingDisk(when, random.nextInt(ofFrames ? 100 : 20), random);
    }

    private void appendUntilDead() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                threads.submit(() -> append(writer, new Random(run + writer)));
            }
        }
    }

    private void append(int writer, Random random) {
        try {
            long known = log.reader().head();
            for (int n = 0; true; n++) {
                var body = run + "-" + writer + "-" + n;
                if (random.nextBoolean()) {
                    known = moveAccount("account=" + writer, known, body, " ".repeat(n % 60));
                } else {
                    giveName("name=" + random.nextInt(NAMES), body);
                }
            }
        } catch (RuntimeException failed) {
            say("failed " + failed + "\n");
            Runtime.getRuntime().halt(2);
        }
    }

    /** Nobody else moves it, so nobody comes between. */
    private long moveAccount(String account, long known, String body, String padding) {
        return batch(unless(tagged(account), known), body + "@" + known + padding, account)
                .orElseThrow(() -> new IllegalStateException(body + " met a stranger"));
    }

    private void giveName(String name, String body) {
        batch(unless(tagged(name), 0), body + "!" + name, name);
    }

    /** Position of the last event; empty where another was there before. */
    private OptionalLong batch(AppendCondition condition, String body, String tag) {
        while (true) {
            try {
                long last = Appends.await(Appends.commit(log, condition, events(body, tag)));
                say("ack " + body.strip() + " " + last + " end\n");
                return OptionalLong.of(last);
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof AppendEventsTransactionRejectedException) {
                    return OptionalLong.empty();
                }
                if (!(failed.getCause() instanceof Refused refused
                        && refused.code().equals("index-rebuilding"))) {
                    throw failed;
                }
            }
        }
    }

    private static TaggedEventMessage<?>[] events(String body, String tag) {
        var other = body.getBytes(StandardCharsets.UTF_8);
        return new TaggedEventMessage<?>[] {
            event(body, tag),
            event("test.Other", other, tag),
            event(body, tag, "more=" + body.length() % 10)
        };
    }

    /** In one system call, so that what is said is said whole and outlives the process. */
    private synchronized void say(String line) {
        try {
            output.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
