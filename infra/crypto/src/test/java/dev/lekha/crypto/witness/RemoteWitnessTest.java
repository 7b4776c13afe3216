package dev.lekha.crypto.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tiles.TiledTree;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.WitnessReply.Ahead;
import dev.lekha.crypto.witness.WitnessReply.Away;
import dev.lekha.crypto.witness.WitnessReply.Cosignature;
import dev.lekha.crypto.witness.WitnessReply.Declined;
import dev.lekha.crypto.witness.WitnessReply.Forked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of each answer of a witness, after c2sp.org/tlog-witness. */
class RemoteWitnessTest {
    private static final SignerKey LOG =
            SignerKey.ofSeed("lekha.test", SignatureType.ED25519, seed(1));
    private static final SignerKey WITNESS =
            SignerKey.ofSeed("w.test", SignatureType.COSIGNATURE_ED25519, seed(2));

    private record Answer(int status, String type, String body) {}

    @TempDir Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AddCheckpoint> asked = new ArrayList<>();
    private final Map<String, Note> memory = new HashMap<>();
    private Function<byte[], Answer> door = this::honest;
    private HttpServer server;
    private RemoteWitness remote;

    private static byte[] seed(int of) {
        var seed = new byte[32];
        seed[0] = (byte) of;
        return seed;
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/w/add-checkpoint",
                exchange -> {
                    try (exchange) {
                        var body = exchange.getRequestBody().readAllBytes();
                        asked.add(AddCheckpoint.parse(body));
                        var answer = door.apply(body);
                        var bytes = answer.body.getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", answer.type);
                        exchange.sendResponseHeaders(
                                answer.status, bytes.length == 0 ? -1 : bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
        remote = remote(server.getAddress().getPort());
    }

    private RemoteWitness remote(int port) {
        var url = URI.create("http://127.0.0.1:%d/w/".formatted(port));
        return new RemoteWitness(http, url, WITNESS.key(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    private Answer honest(byte[] body) {
        var states =
                new WitnessStates() {
                    @Override
                    public Optional<Note> latest(String origin) {
                        return Optional.ofNullable(memory.get(origin));
                    }

                    @Override
                    public boolean replace(String origin, Optional<Note> expected, Note next) {
                        memory.put(origin, next);
                        return true;
                    }
                };
        var witness =
                new Witness(
                        Map.of("lekha.test", new KnownKeys(List.of(LOG.key()))),
                        List.of(WITNESS),
                        states,
                        InstantSource.system());
        var answer = witness.addCheckpoint(body);
        return new Answer(answer.status(), answer.contentType(), answer.body());
    }

    private TileReader tree(String kind, long size) {
        var tiles = new TileFolder(folder.resolve(kind + size));
        var tree = TiledTree.open(tiles, TreeHead.EMPTY);
        for (long i = 0; i < size; i++) {
            tree.append((kind + i).getBytes(StandardCharsets.UTF_8));
        }
        return new TileReader(tiles, tree.publish(), new TileCache(8));
    }

    private static Note signed(TileReader tree) {
        var text = new Checkpoint("lekha.test", tree.head()).text();
        return new Note(text, List.of(LOG.sign(text, Instant.EPOCH)));
    }

    private WitnessReply ask(TileReader tree) throws InterruptedException {
        return remote.ask(signed(tree), tree);
    }

    @Test
    void a_growing_log_is_cosigned_each_time_with_one_question() throws Exception {
        for (int size : new int[] {3, 3, 40, 300}) {
            var tree = tree("record", size);
            assertThat(ask(tree)).isInstanceOf(Cosignature.class);
        }
        assertThat(asked).extracting(AddCheckpoint::oldSize).containsExactly(0L, 3L, 3L, 40L);
    }

    @Test
    void who_does_not_know_what_the_witness_has_seen_goes_on_from_what_it_says() throws Exception {
        ask(tree("record", 40));
        remote = remote(server.getAddress().getPort());

        var reply = ask(tree("record", 300));

        assertThat(reply).isInstanceOf(Cosignature.class);
        assertThat(asked).extracting(AddCheckpoint::oldSize).containsExactly(0L, 0L, 40L);
    }

    @Test
    void a_witness_of_another_history_is_a_fork() throws Exception {
        ask(tree("forged", 40));

        assertThat(ask(tree("record", 300))).isInstanceOf(Forked.class);
        assertThat(ask(tree("record", 40))).isInstanceOf(Forked.class);
    }

    @Test
    void a_conflict_about_the_very_size_that_was_named_is_a_fork() throws Exception {
        ask(tree("record", 40));
        door = _ -> new Answer(409, "text/x.tlog.size", "40\n");

        assertThat(ask(tree("record", 41))).isInstanceOf(Forked.class);
    }

    @Test
    void a_witness_that_has_seen_more_is_ahead() throws Exception {
        ask(tree("record", 300));

        assertThat(ask(tree("record", 40))).isEqualTo(new Ahead(300));
        assertThat(ask(tree("record", 301))).isInstanceOf(Cosignature.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void a_refusal_is_told_with_what_was_said(int status) throws Exception {
        door = _ -> new Answer(status, "text/plain", "not\u0007 here\n");

        assertThat(ask(tree("record", 3)))
                .isEqualTo(new Declined("it answered %d not  here".formatted(status)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_failure_is_passing(int status) throws Exception {
        door = _ -> new Answer(status, "text/plain", "");

        assertThat(ask(tree("record", 3))).isEqualTo(new Away("it answered " + status));
    }

    @Test
    void other_sizes_each_time_are_not_followed_for_ever() throws Exception {
        door = _ -> new Answer(409, "text/x.tlog.size", asked.size() + "\n");

        assertThat(ask(tree("record", 40))).isInstanceOf(Away.class);
        assertThat(asked).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x\n", "-1\n", "40", "9223372036854775808\n"})
    void a_size_that_is_none_is_declined(String size) throws Exception {
        door = _ -> new Answer(409, "text/x.tlog.size", size);

        assertThat(ask(tree("record", 40))).isInstanceOf(Declined.class);
    }

    @Test
    void a_cosignature_of_another_checkpoint_or_key_counts_for_nothing() throws Exception {
        var other = signed(tree("forged", 3)).text();
        door = _ -> new Answer(200, "text/plain", WITNESS.sign(other, Instant.EPOCH).toString());
        assertThat(ask(tree("record", 3))).isInstanceOf(Declined.class);

        var stranger = SignerKey.ofSeed("w.test", SignatureType.COSIGNATURE_ED25519, seed(3));
        var text = signed(tree("record", 4)).text();
        door = _ -> new Answer(200, "text/plain", stranger.sign(text, Instant.EPOCH).toString());
        assertThat(ask(tree("record", 5))).isInstanceOf(Declined.class);

        door = _ -> new Answer(200, "text/plain", "no signature");
        assertThat(ask(tree("record", 6))).isInstanceOf(Declined.class);
    }

    @Test
    void no_answer_and_nobody_there_are_passing() throws Exception {
        var tree = tree("record", 3);
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            var waiting = new RemoteWitness(http, url, WITNESS.key(), Duration.ofMillis(100));
            assertThat(waiting.ask(signed(tree), tree)).isInstanceOf(Away.class);
        }
        remote = remote(1);
        assertThat(ask(tree)).isInstanceOf(Away.class);
    }
}
