package dev.lekha.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A way to a server that takes its time in each direction, and carries any number at once. */
final class DelayRelay implements AutoCloseable {
    private static final int CHUNK = 64 << 10;
    private static final int UNDER_WAY = 1_024;

    private final ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final int server;
    private final long nanos;

    /**
     * @param bytes none where the stream has ended
     * @param due when they arrive
     */
    private record Chunk(byte[] bytes, long due) {}

    DelayRelay(int server, Duration oneWay) throws IOException {
        this.server = server;
        this.nanos = oneWay.toNanos();
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var behind = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                carry(client, behind);
                carry(behind, client);
            }
        } catch (IOException closed) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        var way = new ArrayBlockingQueue<Chunk>(UNDER_WAY);
        var in = from.getInputStream();
        var out = to.getOutputStream();
        Thread.ofPlatform().daemon().start(() -> read(in, way));
        Thread.ofPlatform().daemon().start(() -> write(way, out, to));
    }

    private void read(InputStream in, BlockingQueue<Chunk> way) {
        var bytes = new byte[CHUNK];
        try {
            int read;
            do {
                read = ended(in, bytes);
                way.put(
                        new Chunk(
                                Arrays.copyOf(bytes, Math.max(0, read)),
                                System.nanoTime() + nanos));
            } while (read > 0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection that breaks has ended as one that is closed. */
    private static int ended(InputStream in, byte[] bytes) {
        try {
            return in.read(bytes);
        } catch (IOException broken) {
            return -1;
        }
    }

    private static void write(BlockingQueue<Chunk> way, OutputStream out, Socket to) {
        try (to) {
            for (var chunk = way.take(); chunk.bytes.length > 0; chunk = way.take()) {
                for (long left = chunk.due - System.nanoTime();
                        left > 0;
                        left = chunk.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes);
            }
        } catch (IOException broken) {
            // Whoever is behind has gone; closing tells the other side.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
