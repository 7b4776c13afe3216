package dev.lekha.bench;

import com.sun.net.httpserver.HttpServer;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.witness.Witness;
import dev.lekha.crypto.witness.WitnessStates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A witness over loopback HTTP; it forces its memory to the disk before it answers. */
final class LocalWitness implements AutoCloseable {
    private final SignerKey key;
    private final HttpServer server;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    private record Kept(Path file) implements WitnessStates {
        @Override
        public Optional<Note> latest(String origin) {
            return DurableFile.read(file).map(Note::parse);
        }

        @Override
        public boolean replace(String origin, Optional<Note> expected, Note next) {
            DurableFile.ON_DISK.write(file, next.bytes());
            return true;
        }
    }

    LocalWitness(Path file, String origin, VerifierKey log, int number) throws IOException {
        var seed = new byte[32];
        seed[0] = (byte) number;
        key = SignerKey.ofSeed("witness-" + number, SignatureType.COSIGNATURE_ED25519, seed);
        var witness =
                new Witness(
                        Map.of(origin, new KnownKeys(List.of(log))),
                        List.of(key),
                        new Kept(file),
                        InstantSource.system());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // One at a time, as the memory asks.
        server.setExecutor(thread);
        server.createContext(
                "/add-checkpoint",
                exchange -> {
                    try (exchange) {
                        var answer =
                                witness.addCheckpoint(exchange.getRequestBody().readAllBytes());
                        var body = answer.body().getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
                        exchange.sendResponseHeaders(answer.status(), body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        server.start();
    }

    VerifierKey key() {
        return key.key();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
