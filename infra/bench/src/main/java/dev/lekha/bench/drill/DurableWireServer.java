package dev.lekha.bench.drill;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;

/*
 * The server itself answers before its data are in the file. So clients speak with a relay in front of it, which lets
 * one request through at a time and, when the server has answered, writes what has changed before it passes the answer
 * on: what a client knows is in the file, in the operating system's cache at least, and outlives the process. One at a
 * time, so that a change is in the file wholly or not at all, as a MongoDB would have it.
 */

/** A server that speaks MongoDB's protocol and whose data outlive a kill. */
final class DurableWireServer implements AutoCloseable {
    private static final int LENGTH = 4;
    private static final int LARGEST = 64 << 20;
    private static final int CACHE_MB = 128;

    /** So often the file is made smaller: each write leaves an older copy of its pages behind. */
    private static final int WRITES_UNTIL_COMPACT = 500;

    private static final int FILL_PERCENT = 50;
    private static final int COMPACT_BYTES = 16 << 20;

    private final MVStore file;
    private final MongoServer server;
    private final InetSocketAddress behind;
    private final ServerSocket door;
    private final ReentrantLock turn = new ReentrantLock();
    private int writes;

    DurableWireServer(Path path, String host, int port) throws IOException {
        file =
                new MVStore.Builder()
                        .fileName(path.toString())
                        .cacheSize(CACHE_MB)
                        .autoCommitDisabled()
                        .open();
        file.setRetentionTime(0);
        server = new MongoServer(new H2Backend(file));
        behind = server.bind();
        door = new ServerSocket();
        door.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        Thread.ofPlatform().daemon().name("relay").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (SocketException closed) {
            // It is closed by us, and nothing comes in any more.
        } catch (IOException failed) {
            throw new IllegalStateException("no connection can be taken any more", failed);
        }
    }

    private void serve(Socket client) {
        try (client;
                var inner = new Socket(behind.getAddress(), behind.getPort())) {
            client.setTcpNoDelay(true);
            inner.setTcpNoDelay(true);
            var requests = new DataInputStream(client.getInputStream());
            var answers = new DataInputStream(inner.getInputStream());
            while (true) {
                var request = message(requests);
                write(client.getOutputStream(), kept(request, inner.getOutputStream(), answers));
            }
        } catch (IOException ended) {
            // The client has gone; it comes again when it wants to.
        }
    }

    /** The answer, when all that the request has changed is in the file. */
    private byte[] kept(byte[] request, OutputStream to, DataInputStream answers)
            throws IOException {
        turn.lock();
        try {
            write(to, request);
            var answer = message(answers);
            if (file.hasUnsavedChanges()) {
                file.commit();
                writes++;
            }
            if (writes >= WRITES_UNTIL_COMPACT) {
                writes = 0;
                file.compact(FILL_PERCENT, COMPACT_BYTES);
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    private static void write(OutputStream to, byte[] message) throws IOException {
        to.write(message);
        to.flush();
    }

    /** A message of the protocol begins with its length, itself included. */
    private static byte[] message(DataInputStream from) throws IOException {
        var head = new byte[LENGTH];
        from.readFully(head);
        var length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < LENGTH || length > LARGEST) {
            throw new IOException("a message of " + length + " bytes is none of MongoDB's");
        }
        var message = new byte[length];
        System.arraycopy(head, 0, message, 0, LENGTH);
        from.readFully(message, LENGTH, length - LENGTH);
        return message;
    }

    @Override
    public void close() throws IOException {
        door.close();
        turn.lock();
        try {
            server.shutdownNow();
            file.close();
        } finally {
            turn.unlock();
        }
    }
}
