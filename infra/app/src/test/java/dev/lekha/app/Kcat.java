package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A consumer that is not ours: what the command {@code kcat} reads. */
record Kcat(Path command) {
    /** The one on the PATH, if any. */
    static Optional<Kcat> find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, "kcat"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Kcat::new);
    }

    /** Values of all committed records of a topic. */
    List<String> values(String bootstrapServers, String topic, Path out) throws Exception {
        var process =
                new ProcessBuilder(
                                command.toString(),
                                "-C",
                                "-b",
                                bootstrapServers,
                                "-t",
                                topic,
                                "-X",
                                "isolation.level=read_committed",
                                "-o",
                                "beginning",
                                "-e",
                                "-q",
                                "-f",
                                "%s\\n")
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(out);
    }
}
