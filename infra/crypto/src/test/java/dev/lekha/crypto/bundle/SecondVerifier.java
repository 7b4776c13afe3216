package dev.lekha.crypto.bundle;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The verifier in Python, as a process of its own. */
record SecondVerifier(Path folder) {
    private static final Path BUNDLES = Path.of("../verify-py/verify.py");
    private static final Path PUBLISHED = Path.of("src/test/python/published.py");
    private static final Path SIGNATURES = Path.of("src/test/python/signatures.py");

    /** What a run said, by line, and its exit code. */
    record Run(int exitCode, List<String> lines) {}

    static boolean isHere() throws IOException, InterruptedException {
        try {
            var python = new ProcessBuilder("python3", "--version").start();
            var openssl = new ProcessBuilder("openssl", "version").start();
            return python.waitFor() == 0 && openssl.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** One process for bundle after bundle. */
    final class Session implements Closeable {
        private final Process process;
        private final BufferedWriter paths;
        private final BufferedReader answers;

        private Session(Process process) {
            this.process = process;
            this.paths = process.outputWriter(StandardCharsets.UTF_8);
            this.answers = process.inputReader(StandardCharsets.UTF_8);
        }

        /** Has it begin; {@link #answer} waits for what it says. */
        void ask(Path bundle) throws IOException {
            paths.write(bundle + "\n");
            paths.flush();
        }

        int answer() throws IOException {
            var line = answers.readLine();
            if (line == null || !line.matches("[0-9]+ .*")) {
                throw new IOException("no answer but: " + line);
            }
            return Integer.parseInt(line.substring(0, line.indexOf(' ')));
        }

        /** Its input ends, and with it the process. */
        @Override
        public void close() throws IOException {
            paths.close();
            process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    Session session(String... options) throws IOException {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addFirst("-");
        return new Session(builder(BUNDLES, List.of(), arguments).start());
    }

    /** The exit code for each bundle. */
    Map<Path, Integer> bundles(List<Path> bundles, String... options) throws IOException {
        var codes = new HashMap<Path, Integer>();
        try (var session = session(options)) {
            for (var bundle : bundles) {
                session.ask(bundle);
                codes.put(bundle, session.answer());
            }
        }
        return codes;
    }

    Run bundle(String... arguments) throws IOException, InterruptedException {
        return run(builder(BUNDLES, List.of(), List.of(arguments)));
    }

    /** A proof or tiles, read by the same code. */
    Run published(String what, String... arguments) throws IOException, InterruptedException {
        return run(builder(PUBLISHED, List.of(what), List.of(arguments)));
    }

    /** What its reading of ML-DSA-44 says of lines, or what it takes to be edges. */
    Run signatures(String what, List<String> lines) throws IOException, InterruptedException {
        var input = Files.write(folder.resolve("input"), lines);
        var command = List.of("python3", "-B", SIGNATURES.toString(), what);
        return run(
                new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true));
    }

    private Run run(ProcessBuilder builder) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the second verifier does not end");
        }
        var lines = Files.readString(output, StandardCharsets.UTF_8).lines().toList();
        return new Run(process.exitValue(), lines);
    }

    private ProcessBuilder builder(Path script, List<String> what, List<String> arguments)
            throws IOException {
        var policy = Files.writeString(folder.resolve("policy"), Evidence.POLICY);
        var command = new ArrayList<>(List.of("python3", "-B", script.toString()));
        command.addAll(what);
        command.add(policy.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
