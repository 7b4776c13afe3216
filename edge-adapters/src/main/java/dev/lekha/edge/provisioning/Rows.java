package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The rows of a file, one in memory at a time. */
interface Rows extends AutoCloseable {
    /** Characters of a line, or of a row where quoted lines make it several. */
    int LONGEST = 65_536;

    int BYTE_ORDER_MARK = 0xFEFF;

    /**
     * The next row; empty behind the last.
     *
     * @throws Refused where the file cannot be read any further, with the line
     */
    Optional<Row> next() throws IOException;

    @Override
    void close() throws IOException;

    /** How the file is written. */
    enum Format {
        CSV,
        NDJSON,
        /** As NDJSON, written by the platform: a row for each member of an operation. */
        MEMBERS;

        Rows open(Path file) throws IOException {
            var text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            try {
                skipMark(text);
                return switch (this) {
                    case CSV -> CsvFile.read(text);
                    case NDJSON, MEMBERS -> new NdjsonFile(text);
                };
            } catch (IOException | RuntimeException unreadable) {
                text.close();
                throw unreadable;
            }
        }

        private static void skipMark(BufferedReader text) throws IOException {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
        }
    }

    /** The file is refused as a whole. */
    static Refused unreadable(String code, String sentence) {
        return new Refused(Refused.Kind.MALFORMED, code, sentence);
    }
}
