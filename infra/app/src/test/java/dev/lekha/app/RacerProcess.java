package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lekha.kernel.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Racer} in a process of its own. */
final class RacerProcess implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final String END = "";

    private final Path log;
    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> said = new ArrayBlockingQueue<>(1_024);

    private RacerProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
        this.in = process.outputWriter(UTF_8);
        Thread.ofPlatform().daemon().name("racer-says").start(this::listen);
    }

    /**
     * @param folder for what it logs
     * @param arguments of {@link Racer#main}
     */
    static RacerProcess start(Path folder, String... arguments) {
        try {
            var log = Files.createTempFile(folder, "racer-", ".log");
            var command = ChildJava.command("512m", Racer.class.getName());
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            return new RacerProcess(log, process);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.put(line);
            }
            said.put(END);
        } catch (IOException killed) {
            said.add(END);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it is to ask for at the next {@link #go}. */
    void prepare(Ask ask) {
        write(Json.MAPPER.writeValueAsString(ask));
    }

    void askWhetherReady() {
        write(Racer.READY);
        flush();
    }

    void awaitReady() {
        var line = next();
        if (!line.equals(Racer.READY)) {
            throw new IllegalStateException("a racer says " + line + " instead of being ready");
        }
    }

    void go() {
        write(Racer.GO);
        flush();
    }

    /** The next answer, whichever it is. */
    Told told() {
        return Json.MAPPER.readValue(next(), Told.class);
    }

    long conflicts() {
        write(Racer.CONFLICTS);
        flush();
        return Long.parseLong(next());
    }

    private String next() {
        try {
            var line = said.poll(SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new IllegalStateException(
                        (line == null ? "a racer is silent: " : "a racer ended: ")
                                + Files.readString(log));
            }
            return line;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void write(String line) {
        try {
            in.write(line);
            in.newLine();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void flush() {
        try {
            in.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Lets it end by itself, if it still runs. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                in.close();
                process.waitFor(SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
