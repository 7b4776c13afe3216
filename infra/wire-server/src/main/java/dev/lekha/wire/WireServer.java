package dev.lekha.wire;

import de.bwaldvogel.mongo.MongoServer;

/** A server that speaks MongoDB's protocol, in the memory of this process. */
public final class WireServer implements AutoCloseable {
    private final MongoServer server = new MongoServer(new OrderedBackend());
    private final int port = server.bind().getPort();

    public int port() {
        return port;
    }

    /** The connection string of the database that the platform takes by default. */
    public String connection() {
        return connection("lekha");
    }

    public String connection(String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port, database);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
