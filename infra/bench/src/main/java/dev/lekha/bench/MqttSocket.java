package dev.lekha.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As little of MQTT 5 as can load a broker: CONNECT, PUBLISH at QoS 1, and reading PUBACK. */
final class MqttSocket implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int DISCONNECT = 0xE0;
    private static final int CLEAN_START_WITH_USER_AND_PASSWORD = 0xC2;
    private static final int USER_PROPERTY = 0x26;
    private static final int FIRST_ERROR = 0x80;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** PUBACK, 3.4. */
    record Acknowledged(int packet, int reason) {
        boolean refused() {
            return reason >= FIRST_ERROR;
        }
    }

    /** Connects, under the user name as client id. */
    MqttSocket(int port, String user, String password) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 14));
        var bytes = new ByteArrayOutputStream();
        var connect = new DataOutputStream(bytes);
        connect.writeUTF("MQTT");
        connect.writeByte(5);
        connect.writeByte(CLEAN_START_WITH_USER_AND_PASSWORD);
        connect.writeShort(0);
        connect.writeByte(0);
        connect.writeUTF(user);
        connect.writeUTF(user);
        connect.writeUTF(password);
        packet(CONNECT, bytes.toByteArray());
        flush();
        var answer = read(CONNACK);
        if (answer[1] != 0) {
            throw new IOException("CONNACK of " + user + " says " + (answer[1] & 0xff));
        }
    }

    /**
     * Writes a report that carries its request id; what is written goes out with {@link #flush}.
     */
    void publish(int packet, String topic, String request, String payload) throws IOException {
        var bytes = new ByteArrayOutputStream(payload.length() + 100);
        var publish = new DataOutputStream(bytes);
        publish.writeUTF(topic);
        publish.writeShort(packet);
        publish.writeByte(1 + 2 + 3 + 2 + request.length());
        publish.writeByte(USER_PROPERTY);
        publish.writeUTF("rqi");
        publish.writeUTF(request);
        publish.write(payload.getBytes(StandardCharsets.UTF_8));
        packet(PUBLISH_QOS_1, bytes.toByteArray());
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Waits for the next acknowledgement. */
    Acknowledged acknowledgement() throws IOException {
        var body = read(PUBACK);
        return new Acknowledged(
                (body[0] & 0xff) << 8 | body[1] & 0xff, body.length > 2 ? body[2] & 0xff : 0);
    }

    private void packet(int type, byte[] body) throws IOException {
        out.writeByte(type);
        var length = body.length;
        while (length > 0x7f) {
            out.writeByte(length & 0x7f | 0x80);
            length >>= 7;
        }
        out.writeByte(length);
        out.write(body);
    }

    private byte[] read(int expected) throws IOException {
        var type = in.readUnsignedByte();
        var length = 0;
        var shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit > 0x7f);
        var body = in.readNBytes(length);
        if ((type & 0xf0) != expected) {
            throw new IOException(
                    "the broker sends packet 0x"
                            + Integer.toHexString(type)
                            + " instead of an answer");
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            packet(DISCONNECT, new byte[0]);
            flush();
        }
        socket.close();
    }
}
