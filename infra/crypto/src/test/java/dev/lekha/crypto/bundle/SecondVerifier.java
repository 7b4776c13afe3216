package dev.lekha.crypto.bundle;

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
    private static final Path SCRIPT =
            Path.of("../verify-py/verify.py").toAbsolutePath().normalize();

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

    /** The exit code for each bundle. */
    Map<Path, Integer> bundles(List<Path> bundles, String... options)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        bundles.forEach(bundle -> arguments.add(bundle.toString()));
        arguments.addAll(List.of(options));
        var codes = new HashMap<Path, Integer>();
        for (var line : run("bundle", arguments.toArray(String[]::new)).lines()) {
            var words = line.split(" ", 3);
            codes.put(Path.of(words[1]), Integer.valueOf(words[0]));
        }
        return codes;
    }

    Run run(String what, String... arguments) throws IOException, InterruptedException {
        var policy = folder.resolve("policy");
        Files.writeString(policy, Evidence.POLICY);
        var command = new ArrayList<>(List.of("python3", SCRIPT.toString(), what));
        command.add(policy.toString());
        command.addAll(List.of(arguments));
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Nothing is written beside the script.
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        var process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the second verifier does not end");
        }
        var lines = Files.readString(output, StandardCharsets.UTF_8).lines().toList();
        return new Run(process.exitValue(), lines);
    }
}
