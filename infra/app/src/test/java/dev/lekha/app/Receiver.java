package dev.lekha.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lekha.kernel.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/** A subscriber's endpoint: a real HTTP server that answers as each path is told to. */
final class Receiver implements AutoCloseable {
    /**
     * @param headers by lower-case name
     */
    record Post(String path, Map<String, String> headers, String body) {
        String id() {
            return header("webhook-id");
        }

        String header(String name) {
            return Optional.ofNullable(headers.get(name)).orElse("");
        }

        JsonNode event() {
            return Json.MAPPER.readTree(body);
        }
    }

    /** Tells what to answer to the so-maniest post of a path, from 1. */
    @FunctionalInterface
    interface Behaviour {
        int status(int number) throws InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore closing = new Semaphore(0);
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** The URL of a path; without a behaviour it answers 204. */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    String url(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return url(path);
    }

    /** Never answers, as long as this is open. */
    int hang() throws InterruptedException {
        closing.acquire();
        closing.release();
        return 204;
    }

    List<Post> posts(String path) {
        return posts.stream().filter(post -> post.path.equals(path)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new ConcurrentHashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().getPath();
            int number;
            synchronized (posts) {
                posts.add(new Post(path, headers, body));
                number = posts(path).size();
            }
            var behaviour = behaviours.getOrDefault(path, _ -> 204);
            exchange.sendResponseHeaders(behaviour.status(number), -1);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.release();
        server.stop(0);
        threads.shutdownNow();
    }
}
