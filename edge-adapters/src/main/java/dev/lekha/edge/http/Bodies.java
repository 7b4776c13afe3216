package dev.lekha.edge.http;

import dev.lekha.kernel.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Reads bodies: none larger than the limit, none slower than the time, all together no more than
 * the memory set aside for them. Memory is taken as bytes arrive, not as they are announced.
 */
@Component
public final class Bodies {
    private static final int UNIT = 16 * 1024;
    private final HttpSettings settings;
    private final int limit;
    private final Semaphore memory;

    Bodies(HttpSettings settings) {
        this.settings = settings;
        this.limit = Math.toIntExact(settings.bodyLimit().toBytes());
        this.memory = new Semaphore(Math.toIntExact(settings.bodyMemory().toBytes() / UNIT));
    }

    /** Takes the memory for a body piece by piece, and gives it back where reading fails. */
    private final class Filling implements AutoCloseable {
        private byte[] buffer = new byte[0];
        private int length;
        private int share;
        private boolean done;

        void grow(int size) {
            int more = Math.ceilDiv(size, UNIT) - share;
            if (!memory.tryAcquire(more)) {
                throw new Refused(
                        Refused.Kind.BUSY,
                        "overloaded",
                        "The bodies that are being read fill the memory.");
            }
            share += more;
            buffer = Arrays.copyOf(buffer, size);
        }

        boolean read(InputStream in) throws IOException {
            int read = in.read(buffer, length, buffer.length - length);
            length += Math.max(0, read);
            return read >= 0;
        }

        Body finish() {
            done = true;
            return new Body(
                    memory,
                    share,
                    length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
        }

        @Override
        public void close() {
            if (!done) {
                memory.release(share);
            }
        }
    }

    /** The request's body; to be closed when it is done with. */
    public Body read(HttpServletRequest request) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge();
        }
        long start = System.nanoTime();
        try (var filling = new Filling()) {
            // One more than announced, so that the end shows without growing.
            filling.grow(announced < 0 ? UNIT : (int) Math.min(announced, UNIT - 1) + 1);
            var in = request.getInputStream();
            while (filling.read(in)) {
                check(filling, System.nanoTime() - start);
            }
            return filling.finish();
        }
    }

    private void check(Filling filling, long nanos) {
        if (filling.length > limit) {
            throw tooLarge();
        }
        if (nanos > settings.bodyTime().toNanos()) {
            throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
        }
        if (filling.length == filling.buffer.length) {
            filling.grow((int) Math.min(limit + 1L, 2L * filling.buffer.length));
        }
    }

    private Refused tooLarge() {
        return new Refused(
                Refused.Kind.TOO_LARGE,
                "body-too-large",
                "A body has at most " + limit + " bytes.");
    }
}
