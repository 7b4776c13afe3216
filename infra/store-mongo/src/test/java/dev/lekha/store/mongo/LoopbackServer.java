package dev.lekha.store.mongo;

import dev.lekha.wire.WireServer;

/** A server that speaks MongoDB's protocol, in this process and in memory, until the tests end. */
final class LoopbackServer {
    private static final WireServer SERVER = new WireServer();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private LoopbackServer() {}

    static int port() {
        return SERVER.port();
    }

    static String connection(String database) {
        return connection(port(), database);
    }

    static String connection(int port, String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port, database);
    }
}
