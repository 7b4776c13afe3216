package dev.lekha.store.mongo;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a store and its server, message by message, and does to inserts into the log what
 * networks do.
 */
final class CuttingProxy implements AutoCloseable {
    /** What becomes of one insert. */
    enum Cut {
        /** The server gets it, and the connection ends before its answer is through. */
        ANSWER_LOST,
        /** The connection ends before the server gets it. */
        REQUEST_LOST,
        /** The connection ends, and the server gets it only after the next insert was answered. */
        REQUEST_LATE
    }

    private static final byte[] LEAVES = "leaves".getBytes(StandardCharsets.US_ASCII);

    private final int server;
    private final ServerSocket door;
    private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> late = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inserts = new AtomicInteger();
    private volatile boolean away;

    CuttingProxy(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The next inserts, in this order; those that follow go through. */
    void next(Cut... those) {
        cuts.addAll(List.of(those));
    }

    /** Inserts that the server was sent so far. */
    int inserts() {
        return inserts.get();
    }

    /** Ends all connections and takes no new ones, until told otherwise. */
    void away(boolean away) {
        this.away = away;
        if (away) {
            sockets.forEach(CuttingProxy::end);
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                if (away) {
                    end(client);
                } else {
                    sockets.add(client);
                    Thread.startVirtualThread(() -> serve(client));
                }
            }
        } catch (IOException closed) {
            sockets.forEach(CuttingProxy::end);
        }
    }

    private void serve(Socket client) {
        try (client;
                var behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            sockets.add(behind);
            var requests = new DataInputStream(client.getInputStream());
            var answers = new DataInputStream(behind.getInputStream());
            while (pass(requests, behind.getOutputStream(), answers, client.getOutputStream())) {
                // Message by message.
            }
        } catch (IOException ended) {
            sockets.remove(client);
        }
    }

    /** One request and its answer; false where the connection is to end. */
    private boolean pass(
            DataInputStream requests, OutputStream server, InputStream answers, OutputStream client)
            throws IOException {
        byte[] request = message(requests);
        boolean insert = isInsert(request);
        var cut = insert ? cuts.poll() : null;
        if (cut == Cut.REQUEST_LOST) {
            return false;
        }
        if (cut == Cut.REQUEST_LATE) {
            late.add(request);
            return false;
        }
        byte[] answer = exchange(request, server, answers);
        if (insert) {
            inserts.incrementAndGet();
            if (cut == null) {
                deliverLate();
            }
        }
        if (cut == Cut.ANSWER_LOST) {
            return false;
        }
        client.write(answer);
        return true;
    }

    private static byte[] exchange(byte[] request, OutputStream server, InputStream answers)
            throws IOException {
        server.write(request);
        server.flush();
        return message(new DataInputStream(answers));
    }

    private void deliverLate() throws IOException {
        for (var request = late.poll(); request != null; request = late.poll()) {
            try (var again = new Socket(InetAddress.getLoopbackAddress(), server)) {
                exchange(request, again.getOutputStream(), again.getInputStream());
                inserts.incrementAndGet();
            }
        }
    }

    /** A message of the protocol begins with its length, itself included. */
    private static byte[] message(DataInputStream from) throws IOException {
        var length = new byte[4];
        from.readFully(length);
        var order = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN);
        var message = new byte[order.getInt(0)];
        System.arraycopy(length, 0, message, 0, 4);
        from.readFully(message, 4, message.length - 4);
        return message;
    }

    private static boolean isInsert(byte[] message) {
        for (int at = 0; at + LEAVES.length <= message.length; at++) {
            if (Arrays.equals(message, at, at + LEAVES.length, LEAVES, 0, LEAVES.length)) {
                return true;
            }
        }
        return false;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It is closed one way or the other.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        sockets.forEach(CuttingProxy::end);
    }
}
