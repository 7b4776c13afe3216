package dev.lekha.edge.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that keeps to no protocol. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(50);
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a byte in every pause of 50 ms until an answer begins; tells its first 8 KiB. */
    String trickleUntilAnswered() throws IOException {
        var answer = new byte[8192];
        for (int pause = 0; pause < 200; pause++) {
            try {
                int read = socket.getInputStream().read(answer);
                return read < 0
                        ? "closed"
                        : new String(answer, 0, read, StandardCharsets.ISO_8859_1);
            } catch (SocketTimeoutException noAnswerYet) {
                write(" ");
            }
        }
        return "nothing";
    }

    /** All that comes until the server closes. */
    String readAll() throws IOException {
        socket.setSoTimeout(10_000);
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            text.append("(reset)");
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
