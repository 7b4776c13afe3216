package dev.lekha.app.demo;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells how far things have come: bars that grow on a terminal, one line for each finished step
 * elsewhere.
 */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;

    Progress(PrintWriter out) {
        this.out = out;
        var console = System.console();
        this.terminal = console != null && console.isTerminal();
    }

    /** Something that takes a known number of moves. */
    final class Step implements AutoCloseable {
        private final String what;
        private final int all;
        private final long began = System.nanoTime();
        private final AtomicInteger done = new AtomicInteger();

        private Step(String what, int all) {
            this.what = what;
            this.all = all;
        }

        void advance() {
            var now = done.incrementAndGet();
            if (terminal && now * WIDTH / all != (now - 1) * WIDTH / all) {
                draw(now);
            }
        }

        private void draw(int now) {
            synchronized (out) {
                var full = now * WIDTH / all;
                out.printf(
                        "\r%-36s [%s%s] %d/%d",
                        what, "#".repeat(full), ".".repeat(WIDTH - full), now, all);
                out.flush();
            }
        }

        @Override
        public void close() {
            synchronized (out) {
                var seconds = (System.nanoTime() - began) / 1e9;
                out.printf(
                        "%s%-36s %d in %.1f s%s%n",
                        terminal ? "\r" : "",
                        what,
                        done.get(),
                        seconds,
                        terminal ? " ".repeat(WIDTH) : "");
                out.flush();
            }
        }
    }

    Step begin(String what, int all) {
        return new Step(what, all);
    }
}
