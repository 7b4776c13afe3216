package dev.lekha.app.keys;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which of the two steps of a rotation, and the file that goes to the root between them. */
final class RotationStep {
    /** One of the two. */
    private static final class Which {
        @Option(names = "--prepare", required = true, description = "Writes the request.")
        private boolean prepare;

        @Option(names = "--apply", required = true, description = "Takes the signed request.")
        private boolean apply;
    }

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--request", paramLabel = "FILE", required = true, description = "The file.")
    private Path request = Path.of("");

    boolean applies() {
        return which.apply;
    }

    Path request() {
        return request;
    }
}
