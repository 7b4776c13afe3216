package dev.lekha.bench.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Picks ports below those that the operating system gives to outgoing connections: one that is free
 * while its server is down must be free when it comes back.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    static int free() {
        var random = RandomGenerator.getDefault();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var port = random.nextInt(FIRST, BEHIND_LAST);
            try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("0.0.0.0"))) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another one, then.
            }
        }
        throw new DrillFailed("there is no free port from " + FIRST + " to " + BEHIND_LAST);
    }
}
