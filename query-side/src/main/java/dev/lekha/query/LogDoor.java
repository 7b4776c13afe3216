package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.projection.Views;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** The log for auditors: its head, and any stretch of it as lines. */
@RestController
final class LogDoor {
    private final Log log;
    private final Views views;
    private final Downloads downloads;

    LogDoor(Log log, Views views, Downloads downloads) {
        this.log = log;
        this.views = views;
        this.downloads = downloads;
    }

    @GetMapping("/api/log/head")
    void head(@RequestAttribute(ViewDoor.CALLER) Caller caller, HttpServletResponse response)
            throws IOException {
        LogReaders.admit(caller);
        long head = log.head();
        response.setHeader(ViewDoor.POSITION, Long.toString(head));
        response.setContentType("application/json");
        response.getOutputStream()
                .write(("{\"position\":" + head + "}").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Events from a position to another, both included, or from a time to another, as NDJSON.
     * {@code to} is where the log ends at the start, so that the answer ends. Each event is written
     * before the next is read: the reader's pace is the answer's, and one event is all that is held
     * meanwhile.
     */
    @GetMapping("/api/log")
    void events(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        LogReaders.admit(caller);
        var parameters = request.getParameterMap();
        LogFilter.requireKnown(
                parameters, "from", "to", "since", "until", "type", "tag", "actor", "id");
        var filter = LogFilter.read(parameters);
        var visible = LogReaders.visible(caller);
        var actor = ViewQuestion.one(parameters, "actor", "");
        long head = log.head();
        long from = Math.max(from(parameters), since(parameters));
        long to = Math.min(to(parameters, head), until(parameters, head));
        downloads.run(
                request,
                () -> {
                    Answers.download(Format.NDJSON, "log.ndjson", to, response);
                    write(range(parameters, from, to), filter, actor, visible, response);
                });
    }

    private static long from(Map<String, String[]> parameters) {
        return ViewQuestion.number(parameters, "from", 1, Long.MAX_VALUE, 1);
    }

    private static long to(Map<String, String[]> parameters, long head) {
        return ViewQuestion.number(parameters, "to", 0, Long.MAX_VALUE, head);
    }

    private long since(Map<String, String[]> parameters) {
        return LogFilter.time(parameters, "since").map(at -> log.lastBefore(at) + 1).orElse(1L);
    }

    private long until(Map<String, String[]> parameters, long head) {
        return LogFilter.time(parameters, "until").map(log::lastBefore).orElse(head);
    }

    /** Positions, both included; none where the first is the greater. */
    private record Range(long from, long to) {
        static final Range NONE = new Range(1, 0);

        boolean has(long position) {
            return from <= position && position <= to;
        }
    }

    /** Only the place of the one event, where one is asked for by its id. */
    private Range range(Map<String, String[]> parameters, long from, long to) {
        var all = new Range(from, to);
        var id = ViewQuestion.one(parameters, "id", "");
        return id.isEmpty()
                ? all
                : log.find(id)
                        .map(Log.Stored::position)
                        .filter(all::has)
                        .map(at -> new Range(at, at))
                        .orElse(Range.NONE);
    }

    private void write(
            Range range,
            Log.Filter filter,
            String actor,
            Predicate<Log.Stored> visible,
            HttpServletResponse response)
            throws IOException {
        var out = response.getOutputStream();
        if (range.from > range.to) {
            return;
        }
        try (var cursor = cursor(range, filter, actor)) {
            var event = cursor.next(Duration.ZERO);
            while (event.isPresent() && event.get().position() <= range.to) {
                if (visible.test(event.get())) {
                    out.write(StoredEvent.line(event.get()));
                    out.write('\n');
                }
                event =
                        event.get().position() == range.to
                                ? Optional.empty()
                                : cursor.next(Duration.ZERO);
            }
        }
    }

    private Log.Cursor cursor(Range range, Log.Filter filter, String actor) {
        return actor.isEmpty()
                ? log.after(range.from - 1, filter)
                : new ActedBy(actor, log, filter, views, range.from - 1, range.to);
    }
}
