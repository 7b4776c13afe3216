package dev.lekha.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** These benchmarks once more in a JVM of their own, spoken with by lines. */
public final class ChildJvm implements AutoCloseable {
    private static final int GRACE_SECONDS = 30;

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    /**
     * @param options of the JVM
     * @param arguments of {@link Bench}
     */
    ChildJvm(List<String> options, String... arguments) throws IOException {
        this(
                new ProcessBuilder(command(List.of(), options, List.of(arguments)))
                        .redirectError(Redirect.INHERIT)
                        .start());
    }

    /**
     * One that says nothing but to a file.
     *
     * @param before a command that runs another one, with its arguments, or nothing
     * @param options of the JVM
     * @param arguments of {@link Bench}
     * @param log is added to
     */
    public ChildJvm(List<String> before, List<String> options, List<String> arguments, Path log)
            throws IOException {
        this(
                new ProcessBuilder(command(before, options, arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .start());
    }

    private ChildJvm(Process process) {
        this.process = process;
        this.in = process.outputWriter();
        this.out = process.inputReader();
    }

    private static List<String> command(
            List<String> before, List<String> options, List<String> arguments) {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(ourselves());
        command.addAll(arguments);
        return command;
    }

    /** How this very program is started: from one jar with all in it, or from a class path. */
    private static List<String> ourselves() {
        var path = System.getProperty("java.class.path");
        return ClassLoader.getSystemResource("BOOT-INF/classpath.idx") != null
                ? List.of("-jar", path)
                : List.of("-cp", path, Bench.class.getName());
    }

    void say(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** The next line that it says, or nothing where it has said its last. */
    Optional<String> hear() throws IOException {
        return Optional.ofNullable(out.readLine());
    }

    /** The next line that begins so; what else it says, such as logs, is passed over. */
    String hear(String beginning) throws IOException {
        for (var line = hear(); line.isPresent(); line = hear()) {
            if (line.get().startsWith(beginning)) {
                return line.get();
            }
        }
        throw new IllegalStateException("a process of the benchmark has ended: " + process.info());
    }

    /** What it ended with. */
    public int ended() throws InterruptedException {
        return process.waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        in.close();
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
