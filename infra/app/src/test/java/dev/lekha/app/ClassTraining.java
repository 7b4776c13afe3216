package dev.lekha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;

/** Starts the platform and ends it in order, for the sake of the classes that this loads. */
final class ClassTraining {
    private ClassTraining() {}

    public static void main(String[] arguments) throws IOException {
        var data = Files.createTempDirectory("lekha-training-");
        try (var _ = new RunningPlatform(data, "--lekha.evidence.enabled=true")) {
            // What comes after the start differs from test to test.
        }
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
