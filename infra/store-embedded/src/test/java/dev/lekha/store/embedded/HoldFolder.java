package dev.lekha.store.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A process that takes hold of a folder, says so or why not, and stays until its input ends. */
final class HoldFolder {
    private HoldFolder() {}

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldFolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        try (var _ = DataFolder.hold(Path.of(arguments[0]))) {
            System.out.println("held by " + ProcessHandle.current().pid());
            System.in.readAllBytes();
        } catch (IllegalStateException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
