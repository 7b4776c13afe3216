package dev.lekha.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * As little of an HTTP/1.1 client as can load a server: one connection that is kept, one request at
 * a time, answers of a known length.
 */
final class HttpConnection implements LoadClient.Connection {
    private static final String LENGTH = "content-length:";
    private static final int OK = 200;

    private final Load load;
    private final int index;
    private final Socket socket;
    private final InputStream in;
    private long accepted;
    private long refused;

    HttpConnection(Load load, int index) throws IOException {
        this.load = load;
        this.index = index;
        socket = new Socket(InetAddress.getLoopbackAddress(), load.port());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void run(long until) throws IOException {
        for (var number = 0L; System.nanoTime() < until; number++) {
            socket.getOutputStream().write(request(number));
            if (status() == OK) {
                accepted++;
            } else {
                refused++;
            }
        }
    }

    private byte[] request(long number) {
        var request = load.round() + "-" + index + "-" + number;
        var body = Residents.report(Load.node(index), request, number);
        var head =
                "POST "
                        + load.path()
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + load.secret()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        var bytes =
                Arrays.copyOf(
                        head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, bytes, head.length(), body.length);
        return bytes;
    }

    /** Reads one answer to its end. */
    private int status() throws IOException {
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public long accepted() {
        return accepted;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
