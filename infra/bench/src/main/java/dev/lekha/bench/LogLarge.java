package dev.lekha.bench;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a large log costs: sourcing, opening after a close and after a kill, heap and disk. The log
 * is made first, where the folder does not hold it yet, and is read by JVMs of their own, which
 * have little heap.
 */
@Command(
        name = "log-large",
        description = "Sourcing, opening, heap and disk of a log of many millions of events.")
final class LogLarge implements Callable<Integer> {
    private static final Duration UNTIL_KILLED = Duration.ofSeconds(2);

    @Mixin private LargeLog large = new LargeLog();

    @Mixin private LargeReading reading = new LargeReading();

    @Option(
            names = "--heap",
            defaultValue = "256",
            description = "MiB that readers have (default: ${DEFAULT-VALUE}).")
    private int heap = 256;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Map<String, Object> figures = new TreeMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        large.chooseFolder();
        try {
            fill();
            figures.put("bytes on disk", disk());
            figures.put("bytes on disk an event", Samples.short4(1.0 * disk() / large.events()));
            var clean = read("clean close", reading.arguments());
            var acknowledged = kill();
            var killed = read("kill", LargeReading.OPENING_ONLY);
            if (LargeFinding.number(killed, "head") < acknowledged) {
                throw new IllegalStateException(
                        "acknowledged " + acknowledged + ", found after the kill: " + killed);
            }
            LargeFinding.of(large.events(), figures, clean, killed)
                    .print(spec.commandLine().getOut());
        } finally {
            large.leave();
        }
        return 0;
    }

    private void fill() {
        var progress = new Progress(spec.commandLine().getErr(), "written", large.events());
        try (var store = BareStore.open(large.folder())) {
            var log = new Appender(store.log());
            var began = System.nanoTime();
            var already = log.head();
            large.content().fill(log, large.events(), progress::at);
            if (already < large.events()) {
                var written = large.events() - already;
                figures.put(
                        "events/s written",
                        Samples.short4(written * 1e9 / (System.nanoTime() - began)));
            }
        }
    }

    /** Opens the log in a JVM of its own and lets that measure. */
    private Map<String, Object> read(String after, List<String> what)
            throws IOException, InterruptedException {
        say("reading after a " + after);
        try (var reader = child("log-large-reads", what)) {
            var last = "";
            for (var line = reader.hear(); line.isPresent(); line = reader.hear()) {
                last = line.get();
            }
            if (reader.ended() != 0) {
                throw new IllegalStateException("the log cannot be read after a " + after);
            }
            Map<String, Object> said = new TreeMap<>(Json.MAPPER.readValue(last, Map.class));
            return said;
        }
    }

    /** Kills one that writes; says what was acknowledged until then. */
    private long kill() throws IOException, InterruptedException {
        say("writing on, to be killed");
        var acknowledged = 0L;
        try (var writer = child("log-large-writes", List.of())) {
            var line = writer.hear();
            var until = System.nanoTime() + UNTIL_KILLED.toNanos();
            for (; line.isPresent() && System.nanoTime() < until; line = writer.hear()) {
                acknowledged = Long.parseLong(line.get());
            }
            writer.kill();
        }
        if (acknowledged == 0) {
            throw new IllegalStateException("nothing was written before the kill");
        }
        return acknowledged;
    }

    private ChildJvm child(String name, List<String> more) throws IOException {
        var options =
                List.of(
                        "-Xmx" + heap + "m",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError");
        var arguments = Stream.of(List.of(name), large.arguments(), more).flatMap(List::stream);
        return new ChildJvm(options, arguments.toArray(String[]::new));
    }

    private long disk() throws IOException {
        try (var files = Files.walk(large.folder())) {
            return files.map(Path::toFile)
                    .filter(file -> file.isFile())
                    .mapToLong(f -> f.length())
                    .sum();
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** Goes on writing until it is killed; says each position that was acknowledged. */
    @Command(name = "log-large-writes", hidden = true, description = "Writes until it is killed.")
    static final class Writes implements Callable<Integer> {
        @Mixin private LargeLog large = new LargeLog();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by the command line before it calls
        private CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var store = BareStore.open(large.folder())) {
                large.content()
                        .fill(
                                new Appender(store.log()),
                                Long.MAX_VALUE,
                                position -> {
                                    out.println(position);
                                    out.flush();
                                });
            }
            return 0;
        }
    }

    /** Opens, sources, and says how that went. */
    @Command(name = "log-large-reads", hidden = true, description = "Opens a log and sources.")
    static final class Reads implements Callable<Integer> {
        @Mixin private LargeLog large = new LargeLog();

        @Mixin private LargeReading reading = new LargeReading();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by the command line before it calls
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException, ExecutionException {
            var figures = reading.of(large.folder(), large.content());
            spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(figures));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
