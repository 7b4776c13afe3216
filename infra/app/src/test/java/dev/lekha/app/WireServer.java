package dev.lekha.app;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** A server that speaks MongoDB's protocol, in memory of this process. */
final class WireServer implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final int port = server.bind().getPort();

    String connection() {
        return "mongodb://127.0.0.1:%d/lekha".formatted(port);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
