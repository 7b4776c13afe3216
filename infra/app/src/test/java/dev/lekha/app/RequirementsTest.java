package dev.lekha.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code infra/docs/requirements.md} equal to what the tests say. {@code ./lekha test
 * -Dtest=RequirementsTest -Dlekha.requirements=write -Dsurefire.failIfNoSpecifiedTests=false}
 * writes it anew.
 */
class RequirementsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("infra/docs/requirements.md");
    private static final Pattern ANNOTATION =
            Pattern.compile(
                    "@(?:dev\\.lekha\\.kernel\\.)?Requirement\\((\\{?[^)]*?\\}?)\\)([^;{]*?)(?:class|void)\\s+(\\w+)");
    private static final Pattern ID = Pattern.compile("\"([^\"]+)\"");

    private record Row(String id, String requirement) {}

    @Test
    void the_page_lists_every_row_with_the_tests_that_show_it() throws IOException {
        var page = page(rows(), tests());
        if ("write".equals(System.getProperty("lekha.requirements"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void every_row_that_a_test_names_is_one_of_the_specification() throws IOException {
        assertThat(rows().stream().map(Row::id)).hasSize(124).containsAll(tests().keySet());
    }

    private static String page(List<Row> rows, SortedMap<String, SortedSet<String>> tests) {
        var shown = rows.stream().filter(row -> tests.containsKey(row.id)).count();
        var lines =
                rows.stream()
                        .map(row -> {
                            var those = tests.getOrDefault(row.id, new TreeSet<>());
                            return "| %s | %s | %s | %s |"
                                    .formatted(
                                            row.id,
                                            row.requirement,
                                            those.isEmpty() ? "open" : "shown",
                                            those.stream()
                                                    .map(test -> "`" + test + "`")
                                                    .collect(joining("<br>")));
                        })
                        .collect(joining("\n"));
        return """
        # Requirements, row by row

        Made by `RequirementsTest` from the tests that name a row with `@Requirement`. "shown": a test shows some of the
        behaviour that the specification asks for in this row; the tests say how much. %d of %d rows are shown.

        | row | requirement | state | tests |
        |---|---|---|---|
        %s
        """
                .formatted(shown, rows.size(), lines);
    }

    private static List<Row> rows() throws IOException {
        try (var lines =
                Objects.requireNonNull(
                        RequirementsTest.class.getResourceAsStream("/requirements.tsv"))) {
            return new String(lines.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(cells -> new Row(cells[0], cells[1]))
                    .toList();
        }
    }

    /** Which tests name a row. */
    private static SortedMap<String, SortedSet<String>> tests() throws IOException {
        var tests = new TreeMap<String, SortedSet<String>>();
        try (var files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .forEach(file -> collect(file, tests));
        }
        return tests;
    }

    private static void collect(Path file, SortedMap<String, SortedSet<String>> tests) {
        try {
            var type = file.getFileName().toString().replace(".java", "");
            var found = ANNOTATION.matcher(Files.readString(file));
            while (found.find()) {
                var test = found.group(3).equals(type) ? type : type + "." + found.group(3);
                ID.matcher(found.group(1))
                        .results()
                        .forEach(id ->
                                tests.computeIfAbsent(id.group(1), _ -> new TreeSet<>()).add(test));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
