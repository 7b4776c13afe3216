package dev.lekha.app.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the evidence of a folder as files, and of another one from some moment on. */
final class ServedFolder implements AutoCloseable {
    private final HttpServer http;
    private volatile Path evidence;

    ServedFolder(PublishedFolder folder) throws IOException {
        evidence = folder.evidence();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/log/", this::answer);
        http.start();
    }

    void turnTo(PublishedFolder folder) {
        evidence = folder.evidence();
    }

    String url() {
        return "http://127.0.0.1:%d/log".formatted(http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring("/log/".length());
            var file = evidence.resolve(path);
            if (Files.isRegularFile(file)) {
                var bytes = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
