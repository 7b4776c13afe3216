package dev.lekha.store.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;

/** A server that speaks MongoDB's protocol, in this process and in memory, until the tests end. */
final class LoopbackServer {
    private static final MongoServer SERVER = new MongoServer(new MemoryBackend());
    private static final InetSocketAddress ADDRESS = SERVER.bind();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::shutdownNow));
    }

    private LoopbackServer() {}

    static int port() {
        return ADDRESS.getPort();
    }

    static String connection(String database) {
        return connection(port(), database);
    }

    static String connection(int port, String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port, database);
    }
}
