package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Sha2;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of {@code lekha log copy}. */
class CopyLogTest {
    private final WireServer server = new WireServer();

    @TempDir Path parent;
    private Path data;

    @BeforeEach
    void a_platform_has_run() {
        data = parent.resolve("data");
        StoredNodes.run(data, nodes("meter", 100));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String[] nodes(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toArray(String[]::new);
    }

    private static List<String> leafHashes(Path folder) {
        var hashes = new ArrayList<String>();
        try (var store = StoreInFolder.openReadOnly(folder)) {
            store.scan(
                    0,
                    Long.MAX_VALUE,
                    (_, leaf) -> {
                        var bytes = new byte[1 + leaf.remaining()];
                        leaf.get(bytes, 1, bytes.length - 1);
                        hashes.add(HexFormat.of().formatHex(Sha2.SHA_256.of(bytes)));
                    });
        }
        return hashes;
    }

    @Test
    void a_log_goes_to_a_server_and_comes_back_with_every_leaf_equal() {
        var back = parent.resolve("back");
        var out = Ran.lekha("log", "copy", "--from", data, "--to", server.connection());
        assertThat(out.code()).as(out.err()).isZero();
        assertThat(out.out()).contains("events are copied", "leaf hash of the last: ");
        var in = Ran.lekha("log", "copy", "--from", server.connection(), "--to", back);
        assertThat(in.code()).as(in.err()).isZero();
        assertThat(leafHashes(back)).hasSizeGreaterThanOrEqualTo(100).isEqualTo(leafHashes(data));
        assertThat(Ran.lekha("log", "check", "--data", back).code()).isZero();
    }

    @Test
    void a_copy_is_a_log_that_a_platform_goes_on_with() {
        var copy = parent.resolve("copy");
        assertThat(Ran.lekha("log", "copy", "--from", data, "--to", copy).code()).isZero();
        StoredNodes.run(copy, "another");
        assertThat(leafHashes(copy)).startsWith(leafHashes(data).toArray(String[]::new));
        assertThat(Ran.lekha("log", "check", "--data", copy).code()).isZero();
    }

    @Test
    void run_again_it_copies_what_has_come_since() {
        var copy = server.connection();
        assertThat(Ran.lekha("log", "copy", "--from", data, "--to", copy).code()).isZero();
        int before = leafHashes(data).size();
        StoredNodes.run(data, nodes("later", 3));
        int more = leafHashes(data).size() - before;
        assertThat(more).isPositive();
        assertThat(Ran.lekha("log", "copy", "--from", data, "--to", copy).out())
                .contains(more + " events are copied");
        assertThat(Ran.lekha("log", "copy", "--from", data, "--to", copy).out())
                .contains("0 events are copied; both logs end at position " + (before + more));
    }

    @Test
    void nothing_is_added_to_another_log() {
        var other = parent.resolve("other");
        StoredNodes.run(other, "stranger");
        var held = leafHashes(other);
        var ran = Ran.lekha("log", "copy", "--from", data, "--to", other);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("it is no copy of this log");
        assertThat(leafHashes(other)).isEqualTo(held);
    }

    @Test
    void a_target_that_holds_more_is_refused() {
        var longer = parent.resolve("longer");
        assertThat(Ran.lekha("log", "copy", "--from", data, "--to", longer).code()).isZero();
        StoredNodes.run(longer, "more");
        var ran = Ran.lekha("log", "copy", "--from", data, "--to", longer);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("differs from the source at position");
    }

    @Test
    void a_server_that_is_not_there_is_said_in_a_line() {
        var gone = server.connection() + "?serverSelectionTimeoutMS=200";
        server.close();
        var ran = Ran.lekha("log", "copy", "--from", data, "--to", gone);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("does not serve").doesNotContain("\tat ");
    }
}
