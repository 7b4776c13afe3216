package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log as it grows, as server-sent events (HTML Living Standard, section 9.2): an event's id is
 * its position, its data the line that {@link LogDoor} writes. It begins behind {@code
 * Last-Event-ID}, else behind {@code after}, else at the log's end; with {@code subscription} where
 * that begins, and it shows what that names, and each event that is sent is recorded before the
 * next one is. It ends within seconds of the credential that it was asked for with. Each subscriber
 * has the request's own virtual thread and a cursor of its own.
 */
@RestController
final class LiveDoor implements SmartLifecycle {
    /** Threads that wait for events look up this often to see whether the platform stops. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Of a {@link BooleanSupplier}: whether what the subscriber presented still opens doors. */
    private static final String STANDING = "dev.lekha.kernel.Standing";

    private static final String LAST_EVENT = "Last-Event-ID";
    private static final byte[] HEARTBEAT = ascii(":\n\n");
    private final Log log;
    private final QuerySettings settings;
    private final LiveSubscriptions subscriptions;
    private final Semaphore room;
    private volatile boolean open;

    LiveDoor(Log log, QuerySettings settings, LiveSubscriptions subscriptions) {
        this.log = log;
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.room = new Semaphore(settings.subscribers());
    }

    @GetMapping("/api/log/live")
    void live(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException, InterruptedException {
        Downloads.requireGet(request);
        var listening =
                request.getParameterMap().containsKey(LiveSubscriptions.PARAMETER)
                        ? subscriptions.of(request.getParameterMap(), caller)
                        : Listening.toLog(request.getParameterMap(), caller, log.head());
        long after = after(request, listening.after());
        if (!room.tryAcquire()) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "too-many-subscribers",
                    "As many subscribers as may be are there.");
        }
        try (var cursor = log.after(after, listening.filter())) {
            acknowledge(request, after, listening);
            response.setContentType("text/event-stream");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader("X-Accel-Buffering", "no");
            follow(cursor, listening, standing(request), response.getOutputStream());
        } finally {
            room.release();
        }
    }

    /** Who goes on behind an event has it, though the connection broke before that was kept. */
    private void acknowledge(HttpServletRequest request, long last, Listening listening)
            throws InterruptedException {
        if (request.getHeader(LAST_EVENT) == null || last <= listening.after()) {
            return;
        }
        var event = log.at(last).filter(listening::mayHear);
        if (event.isPresent() && !listening.sent(event.get())) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "outcome-unknown",
                    "It could not be recorded what was delivered; come again.");
        }
    }

    private static BooleanSupplier standing(HttpServletRequest request) {
        return request.getAttribute(STANDING) instanceof BooleanSupplier known ? known : () -> true;
    }

    private static long after(HttpServletRequest request, long otherwise) {
        var last = Optional.ofNullable(request.getHeader(LAST_EVENT));
        var parameters =
                last.isPresent()
                        ? Map.of(LAST_EVENT, new String[] {last.get()})
                        : request.getParameterMap();
        var name = last.isPresent() ? LAST_EVENT : "after";
        return ViewQuestion.number(parameters, name, 0, Long.MAX_VALUE, otherwise);
    }

    /**
     * Sends what is there and, while nothing is, a heartbeat: only by writing does one learn that
     * nobody reads.
     */
    private void follow(
            Log.Cursor cursor,
            Listening listening,
            BooleanSupplier standing,
            ServletOutputStream out)
            throws IOException, InterruptedException {
        out.write(HEARTBEAT);
        out.flush();
        long heardAt = System.nanoTime();
        long askedAt = heardAt;
        while (open) {
            if (System.nanoTime() - askedAt >= LONGEST_WAIT.toNanos()) {
                if (!standing.getAsBoolean()) {
                    return;
                }
                askedAt = System.nanoTime();
            }
            var event = cursor.next(Duration.ZERO);
            if (event.isEmpty()) {
                out.flush();
                if (listening.isOver()) {
                    return;
                }
                event = cursor.next(shorter(settings.heartbeat(), LONGEST_WAIT));
            }
            if (event.filter(listening::mayHear).isPresent()) {
                send(event.get(), out);
                if (listening.record().isPresent()) {
                    out.flush();
                }
                if (!listening.sent(event.get())) {
                    return;
                }
                heardAt = System.nanoTime();
            } else if (System.nanoTime() - heardAt >= settings.heartbeat().toNanos()) {
                out.write(HEARTBEAT);
                out.flush();
                heardAt = System.nanoTime();
            }
        }
    }

    private static void send(Log.Stored event, ServletOutputStream out) throws IOException {
        out.write(ascii("id:" + event.position() + "\ndata:"));
        out.write(StoredEvent.line(event));
        out.write(ascii("\n\n"));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void start() {
        open = true;
    }

    /**
     * Stops before the web server does, which would otherwise wait for subscribers that never
     * leave.
     */
    @Override
    public void stop() {
        open = false;
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
