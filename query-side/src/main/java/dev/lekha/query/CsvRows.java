package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.projection.ViewSchema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JsonToken;

/**
 * Rows of a view as CSV (RFC 4180): the row's components as header line, CRLF, UTF-8. Numbers keep
 * the digits that the row has; objects and lists stand as their JSON text; what is missing or null
 * is empty.
 *
 * <p>Spreadsheets run cells that begin with {@code = + - @}, tab or carriage return as formulas,
 * and text may come from devices. A text that begins so, and is neither a number nor a fraction, is
 * therefore written with an apostrophe before it (the advice of OWASP). Who needs the exact text
 * takes JSON or NDJSON.
 */
final class CsvRows {
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r].*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([./]\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("(?s).*[\",\\r\\n].*");
    private final ViewSchema view;
    private final List<String> columns;

    CsvRows(ViewSchema view) {
        this.view = view;
        this.columns =
                Arrays.stream(view.row().getRecordComponents())
                        .map(component -> component.getName())
                        .toList();
    }

    void write(Pages pages, HttpServletResponse response) throws IOException {
        var first = pages.first();
        Answers.download(Format.CSV, view.name() + ".csv", first.position(), response);
        var out = response.getOutputStream();
        out.write(line(columns));
        pages.forEach(
                first,
                page -> {
                    for (var row : page.rows()) {
                        var cells = cells(row.json());
                        out.write(
                                line(
                                        columns.stream()
                                                .map(column -> cells.getOrDefault(column, ""))
                                                .toList()));
                    }
                });
    }

    private static byte[] line(List<String> cells) {
        return cells.stream()
                .map(CsvRows::quoted)
                .collect(Collectors.joining(",", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String cell) {
        return QUOTED.matcher(cell).matches() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static Map<String, String> cells(byte[] row) {
        var cells = new HashMap<String, String>();
        try (var json = Json.MAPPER.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                cells.put(
                        name,
                        switch (json.nextToken()) {
                            case VALUE_STRING -> harmless(json.getString());
                            case VALUE_NULL -> "";
                            case START_OBJECT, START_ARRAY -> json.readValueAsTree().toString();
                            default -> json.getString();
                        });
            }
        }
        return cells;
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
                ? "'" + text
                : text;
    }
}
