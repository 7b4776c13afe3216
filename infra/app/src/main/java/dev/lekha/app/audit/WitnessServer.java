package dev.lekha.app.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.witness.Witness;
import dev.lekha.crypto.witness.WitnessAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of a witness, after c2sp.org/tlog-witness: {@code POST /add-checkpoint}. */
final class WitnessServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);

    /** A note, and a proof before it. */
    private static final int MOST_BYTES = Note.MOST_BYTES + 8_192;

    private static final int AT_ONCE = 16;
    private static final int WAITING_CONNECTIONS = 64;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Witness witness;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;

    /** Serves from now on; port 0 takes a free one. */
    WitnessServer(Witness witness, InetSocketAddress address) throws IOException {
        this.witness = witness;
        http = HttpServer.create(address, WAITING_CONNECTIONS);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!places.tryAcquire()) {
                say(exchange, 503, "Too much at once; try again.");
                return;
            }
            try {
                route(exchange);
            } finally {
                places.release();
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/add-checkpoint")) {
            say(exchange, 404, "There is only /add-checkpoint.");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            say(exchange, 405, "POST a checkpoint.");
        } else {
            addCheckpoint(exchange);
        }
    }

    private void addCheckpoint(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            drop(exchange.getRequestBody());
            say(exchange, 413, "No checkpoint is that long.");
            return;
        }
        WitnessAnswer answer;
        try {
            answer = witness.addCheckpoint(body);
        } catch (RuntimeException failed) {
            // Nothing was cosigned: the state comes first. What was seen is not said outside.
            LOG.error("a checkpoint could not be judged", failed);
            say(exchange, 500, "The witness cannot keep its state.");
            return;
        }
        send(exchange, answer.status(), answer.contentType(), answer.body());
    }

    /** Who is still sending would not hear the answer; it is listened to for as much again. */
    private static void drop(InputStream rest) throws IOException {
        var buffer = new byte[8_192];
        for (int left = MOST_BYTES; left > 0; left -= buffer.length) {
            if (rest.read(buffer) < 0) {
                return;
            }
        }
    }

    private static void say(HttpExchange exchange, int status, String sentence) throws IOException {
        send(exchange, status, TEXT, sentence + "\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers what is under way, for a second at most; what it cosigned is kept already. */
    @Override
    public void close() {
        http.stop(1);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
