package dev.lekha.bench.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of this process's own, joined to the host by a pair of virtual cables that
 * can be pulled. Needs root and {@code ip} of iproute2.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final int BITS = 14;
    private static final String LAST_RESORT = "9999";

    private final String name;
    private final String cable;
    private final String subnet;
    private final String inside;
    private final String outside;

    private NetworkNamespace(long pid) {
        var own = (int) (pid & ((1 << BITS) - 1)) << 2;
        var net = "10.213.%d.".formatted(own >> 8);
        this.name = "lekha-" + pid;
        this.cable = "lk" + pid;
        this.subnet = net + (own & 0xff) + "/30";
        this.outside = net + ((own & 0xff) + 1);
        this.inside = net + ((own & 0xff) + 2);
    }

    /**
     * Names and addresses carry the process's number, so that two drills do not meet.
     *
     * @throws Unavailable where this machine or this user cannot have one
     */
    static NetworkNamespace make() throws InterruptedException {
        var made = new NetworkNamespace(ProcessHandle.current().pid());
        try {
            made.join(made.cable, made.cable + "i");
            return made;
        } catch (IOException refused) {
            made.close();
            throw new Unavailable(refused);
        } catch (InterruptedException | RuntimeException broken) {
            made.close();
            throw broken;
        }
    }

    /** There is none to be had. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(IOException why) {
            super(
                    "The network drill needs root and the command ip (Debian: iproute2): "
                            + why.getMessage(),
                    why);
        }
    }

    /*
     * The host's address is on its loopback as well, so that the host's own processes keep it while the cable is down;
     * and what is sent to the other end then goes nowhere, not to some default gateway.
     */
    private void join(String outer, String inner) throws IOException, InterruptedException {
        ip("netns", "add", name);
        ip("addr", "add", outside + "/32", "dev", "lo");
        ip("route", "add", "blackhole", subnet, "metric", LAST_RESORT);
        ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", name);
        ip("addr", "add", outside + "/30", "dev", outer);
        ip("link", "set", outer, "up");
        ip("-n", name, "addr", "add", inside + "/30", "dev", inner);
        ip("-n", name, "link", "set", inner, "up");
        ip("-n", name, "link", "set", "lo", "up");
    }

    /** The address of what runs in it. */
    String inside() {
        return inside;
    }

    /** The host's address, as seen from it. */
    String outside() {
        return outside;
    }

    /** The beginning of a command that runs in it. */
    List<String> entering() {
        return List.of("ip", "netns", "exec", name);
    }

    void cut() throws IOException, InterruptedException {
        ip("link", "set", cable, "down");
    }

    void mend() throws IOException, InterruptedException {
        ip("link", "set", cable, "up");
    }

    /** With it goes the cable. What is gone already is no matter. */
    @Override
    public void close() throws InterruptedException {
        try {
            run("link", "del", cable);
            run("route", "del", "blackhole", subnet);
            run("addr", "del", outside + "/32", "dev", "lo");
            run("netns", "del", name);
        } catch (IOException none) {
            // There is no such command, so nothing was made.
        }
    }

    /** As {@link #close}, in the thread that ends the process. */
    void remove() {
        try {
            close();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        var said = run(words);
        if (!said.isEmpty()) {
            throw new IOException(said);
        }
    }

    /** What it complains of, empty where it does not. */
    private static String run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var code = process.waitFor();
        return code == 0 ? "" : "%s: %s".formatted(String.join(" ", command), said.strip());
    }
}
