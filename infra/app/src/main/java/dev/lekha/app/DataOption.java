package dev.lekha.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Names the data folder on the command line. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "data",
            description = "The data folder (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("data");

    Path folder() {
        return folder;
    }
}
