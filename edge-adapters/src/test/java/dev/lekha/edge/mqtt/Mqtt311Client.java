package dev.lekha.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * As much of MQTT 3.1.1 as it takes to publish, and none of its manners: it never waits for an
 * acknowledgement.
 */
final class Mqtt311Client implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    Mqtt311Client(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    /** The return code of CONNACK. */
    int connect(String client, String user, String password) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {4, (byte) 0xc2, 0, 60});
        text(body, client);
        text(body, user);
        text(body, password);
        packet(CONNECT, body.toByteArray());
        return packet()[1];
    }

    void publish(String topic, byte[] payload, int qos, int id) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            body.write(id >> 8);
            body.write(id);
        }
        body.writeBytes(payload);
        packet(PUBLISH | qos << 1, body.toByteArray());
    }

    /**
     * The id in the next packet, which is expected to be a PUBACK; -1 where the connection was
     * closed instead.
     */
    int acknowledged() throws IOException {
        byte[] body = packet();
        return body.length == 0 ? -1 : (body[0] & 0xff) << 8 | body[1] & 0xff;
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] packet() throws IOException {
        if (in.read() < 0) {
            return new byte[0];
        }
        byte[] body = new byte[in.readUnsignedByte()];
        in.readFully(body);
        return body;
    }

    private void packet(int head, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(head);
        int left = body.length;
        do {
            packet.write(left > 127 ? left & 0x7f | 0x80 : left);
            left >>= 7;
        } while (left > 0);
        packet.writeBytes(body);
        raw(packet.toByteArray());
    }

    private static void text(ByteArrayOutputStream body, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        body.write(bytes.length >> 8);
        body.write(bytes.length);
        body.writeBytes(bytes);
    }
}
