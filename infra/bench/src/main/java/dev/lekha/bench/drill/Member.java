package dev.lekha.bench.drill;

import dev.lekha.bench.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One process of the site, which can be killed and started again. */
final class Member implements AutoCloseable {
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String name;
    private final Path log;
    private final List<String> before;
    private @Nullable ChildJvm process;

    /**
     * @param log what it says is added to
     * @param before a command that runs another one, such as one that enters a network namespace
     */
    Member(String name, Path log, List<String> before) {
        this.name = name;
        this.log = log;
        this.before = before;
    }

    String name() {
        return name;
    }

    /**
     * @param arguments a command of the benchmarks
     */
    synchronized void start(List<String> arguments) throws IOException {
        process = new ChildJvm(before, OPTIONS, arguments, log);
    }

    /**
     * A command of the platform, run to its end.
     *
     * @return its exit code
     */
    static int run(Path log, String... arguments) throws IOException, InterruptedException {
        var words = Stream.concat(Stream.of("drill-platform"), Stream.of(arguments)).toList();
        try (var child = new ChildJvm(List.of(), OPTIONS, words, log)) {
            return child.ended();
        }
    }

    /** As {@code kill -9} does. */
    synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    /** Lets it finish what it has begun. */
    synchronized void stop() throws IOException, InterruptedException {
        if (process != null) {
            process.close();
        }
    }

    /** It may be slow, but it must not have ended by itself. */
    synchronized void requireAlive() {
        if (process != null && !process.isAlive()) {
            throw new DrillFailed(name + " has ended by itself; see " + log);
        }
    }

    @Override
    public synchronized void close() throws InterruptedException {
        kill();
    }
}
