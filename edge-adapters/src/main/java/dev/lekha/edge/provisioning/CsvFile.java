package dev.lekha.edge.provisioning;

import dev.lekha.edge.provisioning.Row.Content;
import dev.lekha.kernel.Refused;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of CSV (RFC 4180), its first line naming the columns; see {@link Column}. */
final class CsvFile implements Rows {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    private static final int MOST_COLUMNS = 200;

    private final CSVParser parser;
    private final Bounded text;
    private final Iterator<CSVRecord> records;
    private final List<Column> columns;
    private long number;

    /** Ends a row that does not end, such as one whose quotes are not closed. */
    private static final class Bounded extends FilterReader {
        private long sinceRow;

        Bounded(BufferedReader text) {
            super(text);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            sinceRow += Math.max(0, read);
            if (sinceRow > 2L * LONGEST) {
                throw new IOException("the row is longer than " + LONGEST + " characters");
            }
            return read;
        }
    }

    private CsvFile(BufferedReader reader) throws IOException {
        text = new Bounded(reader);
        parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get();
        records = parser.iterator();
        columns = columns(record().orElseThrow(() -> header("there is none")));
    }

    static CsvFile read(BufferedReader text) throws IOException {
        return new CsvFile(text);
    }

    @Override
    public Optional<Row> next() {
        return record().map(record ->
                new Row(++number, parser.getCurrentLineNumber(), content(record)));
    }

    private Content content(CSVRecord record) {
        if (record.size() != columns.size()) {
            return new Content.Unfit(
                    "row-malformed",
                    "The row has %d cells and the header %d."
                            .formatted(record.size(), columns.size()));
        }
        var fields = new TreeMap<String, Object>();
        try {
            for (var at = 0; at < columns.size(); at++) {
                columns.get(at).put(record.get(at), fields);
            }
        } catch (IllegalArgumentException unfit) {
            return new Content.Unfit("row-malformed", unfit.getMessage() + ".");
        }
        return Provisioned.content(fields);
    }

    private Optional<CSVRecord> record() {
        long before = parser.getCurrentLineNumber();
        try {
            var record =
                    records.hasNext() ? Optional.of(records.next()) : Optional.<CSVRecord>empty();
            text.sinceRow = 0;
            return record;
        } catch (UncheckedIOException broken) {
            throw Rows.unreadable(
                    "csv-malformed",
                    "The row that begins behind line %d cannot be read: %s."
                            .formatted(
                                    before,
                                    Objects.requireNonNull(broken.getCause()).getMessage()));
        }
    }

    private static List<Column> columns(CSVRecord header) {
        if (header.size() > MOST_COLUMNS) {
            throw header("has at most " + MOST_COLUMNS + " columns");
        }
        var columns = new ArrayList<Column>();
        var whole = new HashSet<String>();
        var parts = new HashSet<String>();
        var names = new HashSet<String>();
        for (var cell : header) {
            var column = Column.read(cell.strip());
            columns.add(column);
            (column.within().isEmpty() ? whole : parts).add(column.field());
            if (!names.add(column.toString())) {
                throw header("names " + column + " twice");
            }
        }
        if (parts.stream().anyMatch(whole::contains)) {
            throw header("names a field and what is within it");
        }
        return columns;
    }

    private static Refused header(String why) {
        return Rows.unreadable(
                "header-malformed", "The first line names the columns: " + why + ".");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
