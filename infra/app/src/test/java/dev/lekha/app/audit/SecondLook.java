package dev.lekha.app.audit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The verifier in Python, for one bundle. */
public final class SecondLook {
    private static final Path SCRIPT = Path.of("../verify-py/verify.py");

    private SecondLook() {}

    /** Its exit code. */
    public static int at(Path bundle, Path policy, Object... options)
            throws IOException, InterruptedException {
        assumeTrue(isHere("python3", "--version") && isHere("openssl", "version"));
        var command =
                new ArrayList<>(List.of("python3", "-B", "" + SCRIPT, "" + policy, "" + bundle));
        for (var option : options) {
            command.add(option.toString());
        }
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the second verifier does not end");
        }
        return process.exitValue();
    }

    private static boolean isHere(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
