package dev.lekha.edge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.edge.provisioning.Row.Content;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class RowsTest {
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final ImportSettings SETTINGS =
            new ImportSettings(DataSize.ofMegabytes(20), Duration.ofMinutes(1), 1, 1);

    @TempDir Path folder;
    private int files;

    private List<Row> rows(Rows.Format format, byte[] bytes) throws IOException {
        var place = folder.resolve("file-" + files++);
        var upload = Upload.receive(new ByteArrayInputStream(bytes), place, format, SETTINGS);
        var rows = new ArrayList<Row>();
        try (var file = upload.format().open(upload.file())) {
            for (var row = file.next(); row.isPresent(); row = file.next()) {
                rows.add(row.get());
            }
        }
        assertThat(rows).hasSize((int) upload.rows());
        return rows;
    }

    private List<Row> csv(String text) throws IOException {
        return rows(Rows.Format.CSV, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(Row row) {
        return new String(((Content.Asked) row.content()).body(), StandardCharsets.UTF_8);
    }

    private static void refused(String code, String sentence, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.code()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    @Test
    @Requirement("6.13")
    void a_row_of_csv_is_a_command_with_values_of_the_types_that_the_header_says()
            throws IOException {
        var rows =
                csv(
                        "\uFEFFcommand,node,kind,description,capabilities.battery:number,capabilities.labels:texts,capabilities.relay:boolean\r\n"
                                + ",m1,DEVICE,\"two\r\nlines, \"\"quoted\"\"\",,,\r\n"
                                + "DeclareCapabilities,m1,,,90,roof;north,true\r\n");
        assertThat(body(rows.getFirst()))
                .isEqualTo(
                        "{\"description\":\"two\\r\\nlines, \\\"quoted\\\"\",\"kind\":\"DEVICE\",\"node\":\"m1\"}");
        assertThat(rows.getFirst().line()).isEqualTo(3);
        assertThat(body(rows.getLast()))
                .isEqualTo(
                        "{\"capabilities\":{\"battery\":90,\"labels\":[\"roof\",\"north\"],\"relay\":true},\"node\":\"m1\"}");
        assertThat(rows.getLast().line()).isEqualTo(4);
    }

    @Test
    void a_row_that_cannot_be_meant_does_not_touch_the_others() throws IOException {
        var rows =
                csv(
                        "command,node,kind,capabilities.battery:number\n"
                                + ",m1,DEVICE,,too-many\n"
                                + "Explode,m2,,\n"
                                + "DeclareCapabilities,m3,,full\n"
                                + "\n"
                                + ",m4,DEVICE,\n");
        assertThat(rows.stream().map(Row::line)).containsExactly(2L, 3L, 4L, 6L);
        assertThat(rows.subList(0, 3))
                .allSatisfy(row -> assertThat(row.content()).isInstanceOf(Content.Unfit.class));
        assertThat(rows.get(0).content())
                .isEqualTo(
                        new Content.Unfit(
                                "row-malformed", "The row has 5 cells and the header 4."));
        assertThat(rows.getLast().number()).isEqualTo(4);
        assertThat(body(rows.getLast())).contains("m4");
    }

    @Test
    void a_line_of_json_is_a_command_and_others_are_told_by_their_line() throws IOException {
        var rows =
                rows(
                        Rows.Format.NDJSON,
                        "{\"node\":\"m1\",\"kind\":\"DEVICE\"}\n\n{\"node\":\nnull\n[1]\n{\"a\":1,\"a\":2}\n{\"command\":\"BindName\",\"node\":\"m1\",\"name\":\"name:x\"}"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(rows.stream().map(Row::line)).containsExactly(1L, 3L, 4L, 5L, 6L, 7L);
        assertThat(rows.subList(1, 5))
                .allSatisfy(row -> assertThat(row.content()).isInstanceOf(Content.Unfit.class));
        assertThat(body(rows.getLast())).isEqualTo("{\"name\":\"name:x\",\"node\":\"m1\"}");
    }

    @Test
    void rubbish_is_refused_as_a_whole_with_its_line() {
        refused(
                "encoding-unsupported",
                "Line 3",
                () ->
                        rows(
                                Rows.Format.CSV,
                                "node,kind\nm1,DEVICE\nm\u00fc,DEVICE\n"
                                        .getBytes(StandardCharsets.ISO_8859_1)));
        refused("csv-malformed", "behind line 2", () -> csv("node,kind\nm1,DEVICE\n\"m2,DEVICE\n"));
        refused("csv-malformed", "behind line 1", () -> csv("node,kind\n\"m1\"x,DEVICE\n"));
        refused(
                "csv-malformed",
                "behind line 1",
                () -> csv("node,kind\n\"" + "abc\n".repeat(100_000) + "\",DEVICE\n"));
        refused(
                "line-too-long",
                "Line 2",
                () -> csv("node,kind\n" + "m".repeat(10_000_000) + ",DEVICE\n"));
        refused("header-malformed", "there is none", () -> csv(""));
        refused("header-malformed", "twice", () -> csv("node,node\n"));
        refused("header-malformed", "Line 1", () -> csv("no de\n"));
        refused("header-malformed", "within", () -> csv("a,a.b\n"));
        refused("body-too-large", "bytes", () -> csv("node\n" + "m1\n".repeat(7_000_000)));
        assertThat(folder).as("nothing is left behind").isEmptyDirectory();
    }

    @Test
    void whatever_comes_is_rows_or_a_refusal() {
        var random = new Random(SEED);
        var pieces =
                List.of(
                        "node",
                        "kind",
                        ",",
                        "\"",
                        "\n",
                        "\r\n",
                        "\r",
                        "{",
                        "}",
                        ":",
                        "\u00fc",
                        "\u0000",
                        "m1",
                        "DEVICE",
                        "command",
                        "RegisterNode",
                        "\"\"",
                        "[",
                        "null");
        for (var round = 0; round < 200; round++) {
            var text = new StringBuilder(round % 2 == 0 ? "node,kind\n" : "");
            for (var piece = random.nextInt(30); piece > 0; piece--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(4) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var format = Rows.Format.values()[random.nextInt(2)];
            try {
                rows(format, bytes);
            } catch (Refused refused) {
                assertThat(refused.kind()).isEqualTo(Refused.Kind.MALFORMED);
            } catch (IOException | RuntimeException broken) {
                throw new AssertionError("seed " + SEED + ": " + text, broken);
            }
        }
    }
}
