package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.UUID;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM's archive of classes (JEP 350). It is only made of jars, so the folders of classes among
 * the class path are packed first.
 *
 * @param file the archive
 * @param classPath it holds for
 */
record ClassArchive(Path file, String classPath) {

    /** One JVM makes it; others that run tests meanwhile wait for it. */
    static ClassArchive in(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var lock =
                            FileChannel.open(
                                    folder.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = lock.lock()) {
                return made(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ClassArchive made(Path folder) throws IOException {
        var parts =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(part -> !part.isEmpty())
                        .map(Path::of)
                        .filter(Files::exists)
                        .map(part -> Files.isDirectory(part) ? packed(part, folder) : part)
                        .toList();
        var path =
                parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        var archive =
                new ClassArchive(folder.resolve(name(Runtime.version() + path) + ".jsa"), path);
        if (!Files.exists(archive.file())
                || parts.stream()
                        .anyMatch(part -> changed(part).compareTo(changed(archive.file())) > 0)) {
            ChildJava.train(archive);
        }
        return archive;
    }

    private static Path packed(Path classes, Path folder) {
        var jar = folder.resolve(name(classes.toAbsolutePath().toString()) + ".jar");
        if (!Files.exists(jar) || newest(classes).compareTo(changed(jar)) > 0) {
            var code =
                    ToolProvider.findFirst("jar")
                            .orElseThrow()
                            .run(
                                    System.out,
                                    System.err,
                                    "--create",
                                    "--no-compress",
                                    "--file=" + jar,
                                    "-C",
                                    classes.toString(),
                                    ".");
            if (code != 0) {
                throw new IllegalStateException("jar could not pack " + classes);
            }
        }
        return jar;
    }

    private static UUID name(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(UTF_8));
    }

    private static FileTime newest(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.map(ClassArchive::changed).max(Comparator.naturalOrder()).orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
