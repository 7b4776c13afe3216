package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that asks, with others, for what its parent wants: a core on a database or in a folder,
 * or a client of a platform's door. It reads {@link Ask}s, a line of JSON each, says {@code ready}
 * where it is asked whether it is, and at {@code go} asks for them all; it says each {@link Told}
 * in a line, as it comes. It ends when its input does.
 */
public final class Racer {
    static final String READY = "ready";
    static final String GO = "go";
    static final String CONFLICTS = "conflicts";

    /** How it asks. */
    interface Asking extends AutoCloseable {
        CompletableFuture<Answer> send(Ask ask);

        /** How often a decision was taken again in this process. */
        long conflicts();

        @Override
        void close();
    }

    private final Asking asking;
    private final PrintStream out;
    private final ExecutorService threads;
    private CountDownLatch start = new CountDownLatch(1);
    private int waiting;

    private Racer(Asking asking, PrintStream out, ExecutorService threads) {
        this.asking = asking;
        this.out = out;
        this.threads = threads;
    }

    /**
     * @param arguments where: the URI of a database, {@code follow} and a folder or that of a
     *     database, or the URI of a platform and the key to ask with
     */
    public static void main(String[] arguments) throws IOException {
        var out = System.out;
        // What libraries say is no answer.
        System.setOut(System.err);
        try (var asking = asking(arguments);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            new Racer(asking, out, threads).obey(in);
        }
    }

    private static Asking asking(String... arguments) {
        return switch (arguments[0]) {
            case "follow" -> FollowedSite.open(arguments[1]);
            case String door when door.startsWith("http:") -> new DoorClient(door, arguments[1]);
            case String connection -> GroupSite.onServer(connection);
        };
    }

    private void obey(BufferedReader in) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case READY -> say(READY);
                case GO -> go();
                case CONFLICTS -> say(Long.toString(asking.conflicts()));
                default -> prepare(Json.MAPPER.readValue(line, Ask.class));
            }
        }
    }

    /** Has a thread wait for the start, so that little is left to do then. */
    private void prepare(Ask ask) {
        var at = waiting++;
        var gun = start;
        threads.execute(() -> {
            try {
                gun.await();
                say(Json.MAPPER.writeValueAsString(told(at, ask)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void go() {
        start.countDown();
        start = new CountDownLatch(1);
        waiting = 0;
    }

    private Told told(int at, Ask ask) {
        return asking.send(ask)
                .handle((answer, failure) ->
                        failure == null ? Told.of(at, answer) : Told.of(at, failure))
                .exceptionally(failure -> new Told(at, failure.toString(), 0))
                .join();
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
