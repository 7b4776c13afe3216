package dev.lekha.store.tck;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;

import dev.lekha.kernel.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A second JVM that opens the store: to be killed while it appends, or to read with little memory.
 */
final class OtherProcess {
    static final int BATCH = 3;
    private static final int WRITERS = 8;

    private OtherProcess() {}

    /**
     * Starts {@code main} with the store's class and the place; its output is the process's own.
     */
    static Process start(String task, StoreUnderTest store, Path place, String... jvm)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(OtherProcess.class.getName());
        command.addAll(List.of(task, store.getClass().getName(), place.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /**
     * @param arguments the task, the store's class, the place
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var constructor = Class.forName(arguments[1]).getDeclaredConstructor();
        constructor.setAccessible(true);
        var store = (StoreUnderTest) constructor.newInstance();
        try (var opened = store.open(Path.of(arguments[2]))) {
            switch (arguments[0]) {
                case "append" -> appendUntilKilled(opened);
                case "read" -> System.out.println("read " + readAll(opened.log()) + " end");
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    /** Says of each batch when it is acknowledged: {@code ack <body> <last position> end}. */
    private static void appendUntilKilled(StoreUnderTest.Opened opened) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                threads.submit(() -> {
                    for (int n = 0; true; n++) {
                        var body = writer + "-" + n;
                        long last = append(opened.engine(), event(body), event(body), event(body));
                        System.out.println("ack " + body + " " + last + " end");
                    }
                });
            }
        }
    }

    private static long readAll(Log log) {
        long count = 0;
        try (var cursor = log.after(0, Log.Filter.ALL)) {
            while (cursor.next(Duration.ZERO).isPresent()) {
                count++;
            }
        }
        return count;
    }
}
