package dev.lekha.bench;

import java.time.Duration;

/**
 * One round of load, as the load client is asked for it.
 *
 * @param door whose protocol is spoken
 * @param path of the HTTP request; empty for MQTT
 * @param secret the API key, or the secret of all devices
 * @param window messages under way on each connection; HTTP has one
 * @param round unique, so that no request id comes twice
 */
record Load(
        Door door,
        int port,
        String path,
        String secret,
        int connections,
        int window,
        long millis,
        String round) {
    enum Door {
        HTTP,
        MQTT
    }

    /**
     * What became of it.
     *
     * @param accepted answered with success
     * @param refused answered otherwise
     * @param nanos from the first message to the last answer
     */
    record Outcome(long accepted, long refused, long nanos) {
        double perSecond() {
            return accepted * 1e9 / nanos;
        }

        Outcome plus(long moreAccepted, long moreRefused) {
            return new Outcome(accepted + moreAccepted, refused + moreRefused, nanos);
        }
    }

    Load named(String newRound, Duration duration) {
        return new Load(
                door, port, path, secret, connections, window, duration.toMillis(), newRound);
    }

    /** The node that reports over a connection. */
    static String node(int connection) {
        return "bench-" + connection;
    }
}
