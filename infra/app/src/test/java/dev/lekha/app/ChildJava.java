package dev.lekha.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a test runs a program of ours in a JVM of its own: with what the build of tests has on its
 * class path, and, as {@code lekha up} does, from an archive of classes, which saves a third of
 * what a start costs.
 */
public final class ChildJava {
    private static final ClassArchive ARCHIVE =
            ClassArchive.in(Path.of("target", "child-java").toAbsolutePath());

    private ChildJava() {}

    /**
     * The words of the command up to the arguments of the program; more can be added.
     *
     * @param heap as of {@code -Xmx}
     * @param main the class that is run
     */
    public static List<String> command(String heap, String main) {
        var command = java(heap);
        command.addAll(
                List.of(
                        "-XX:SharedArchiveFile=" + ARCHIVE.file(),
                        "-Xlog:disable",
                        "-cp",
                        ARCHIVE.classPath(),
                        main));
        return command;
    }

    /** Runs what an archive is to hold, and ends when that is written. */
    static void train(ClassArchive archive) {
        var command = java("512m");
        command.addAll(
                List.of(
                        "-XX:ArchiveClassesAtExit=" + archive.file(),
                        "-Xlog:disable",
                        "-cp",
                        archive.classPath(),
                        ClassTraining.class.getName()));
        var log = archive.file().resolveSibling("training.log");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("training failed: " + Files.readString(log));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> java(String heap) {
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"));
    }
}
