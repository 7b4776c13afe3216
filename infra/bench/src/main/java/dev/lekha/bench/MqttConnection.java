package dev.lekha.bench;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One device that reports as fast as it may, with a window of unanswered messages. Its register
 * counts on.
 */
final class MqttConnection implements LoadClient.Connection {
    private static final int PACKETS = 0xffff;
    private static final long SECOND = 1_000_000;

    private final Load load;
    private final int index;
    private final MqttSocket socket;
    private final Semaphore window;
    private long micros;
    private long sent;
    private long accepted;

    MqttConnection(Load load, int index) throws IOException {
        this.load = load;
        this.index = index;
        this.window = new Semaphore(load.window());
        this.socket = new MqttSocket(load.port(), Load.node(index), load.secret());
    }

    @Override
    public void run(long until) throws IOException, InterruptedException, ExecutionException {
        var answers = new FutureTask<>(this::read, true);
        Thread.ofVirtual().start(answers);
        while (System.nanoTime() < until && !answers.isDone()) {
            if (!window.tryAcquire()) {
                socket.flush();
                window.acquire();
            }
            publish(sent++);
        }
        socket.flush();
        // Whatever is still under way holds a place of the window.
        window.acquire(load.window());
        socket.close();
        answers.get();
    }

    private void publish(long number) throws IOException {
        socket.publish(
                (int) (number % PACKETS) + 1,
                "devices/" + Load.node(index) + "/reports",
                load.round() + "-" + number,
                pack());
    }

    /**
     * Each reading is younger than the one before, and shows more: something is used with every
     * report.
     */
    private String pack() {
        micros = Math.max(micros + 1, TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
        return pack(Load.node(index), micros, micros);
    }

    static String pack(String node, long micros, long wattHours) {
        // The fraction with its leading zeros.
        var fraction = Long.toString(SECOND + micros % SECOND).substring(1);
        return "[{\"bn\":\""
                + node
                + ":\",\"bt\":"
                + micros / SECOND
                + "."
                + fraction
                + ",\"n\":\"energy\",\"u\":\"Wh\",\"v\":"
                + wattHours
                + "}]";
    }

    private void read() {
        try {
            while (true) {
                accepted += socket.acknowledgement().refused() ? 0 : 1;
                window.release();
            }
        } catch (IOException closed) {
            // Everything was answered, or the window stays short and the round fails with it.
            window.release(load.window());
        }
    }

    @Override
    public long accepted() {
        return accepted;
    }

    @Override
    public long refused() {
        return sent - accepted;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
