package dev.lekha.edge.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Which events the world may see: those whose schema is published. An event that somebody adds
 * stays inside until its schema is written, and a test asks for that.
 */
public final class PublishedEvents {
    private static final Pattern FILE = Pattern.compile("(.+)\\.v[^.]+\\.json");

    private PublishedEvents() {}

    /** Stored names. */
    public static Set<String> find() {
        try {
            var files =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:schemas/*.json");
            var names = new TreeSet<String>();
            for (var file : files) {
                Stream.ofNullable(file.getFilename())
                        .map(FILE::matcher)
                        .filter(name -> name.matches())
                        .forEach(name -> names.add(name.group(1)));
            }
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
