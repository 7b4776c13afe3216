package dev.lekha.app;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A data folder in which nodes were registered, and what is done to its files. */
public final class StoredNodes {
    private StoredNodes() {}

    /** Each run of the platform leaves a segment of its own. */
    public static void run(Path data, String... nodes) {
        try (var core = new Core(data)) {
            for (var node : nodes) {
                core.send(
                                "registration",
                                "RegisterNode",
                                "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node),
                                node)
                        .join();
            }
        }
    }

    public static List<Path> files(Path folder, String suffix) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
        }
    }

    public static void flip(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }
}
