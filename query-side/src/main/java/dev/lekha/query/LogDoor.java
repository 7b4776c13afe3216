package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** The log for auditors: its head, and any stretch of it as lines. */
@RestController
final class LogDoor {
    private final Log log;
    private final Downloads downloads;

    LogDoor(Log log, Downloads downloads) {
        this.log = log;
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
     * Events from a position to another, both included, as NDJSON. {@code to} is where the log ends
     * at the start, so that the answer ends. Each event is written before the next is read: the
     * reader's pace is the answer's, and one event is all that is held meanwhile.
     */
    @GetMapping("/api/log")
    void events(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        LogReaders.admit(caller);
        var parameters = request.getParameterMap();
        LogFilter.requireKnown(parameters, "from", "to", "type", "tag");
        var filter = LogFilter.read(parameters);
        long head = log.head();
        long from = ViewQuestion.number(parameters, "from", 1, Long.MAX_VALUE, 1);
        long to = Math.min(head, ViewQuestion.number(parameters, "to", 0, Long.MAX_VALUE, head));
        downloads.run(
                request,
                () -> {
                    Answers.download(Format.NDJSON, "log.ndjson", to, response);
                    write(from, to, filter, response);
                });
    }

    private void write(long from, long to, Log.Filter filter, HttpServletResponse response)
            throws IOException {
        var out = response.getOutputStream();
        if (from > to) {
            return;
        }
        try (var cursor = log.after(from - 1, filter)) {
            var event = cursor.next(Duration.ZERO);
            while (event.isPresent() && event.get().position() <= to) {
                out.write(StoredEvent.line(event.get()));
                out.write('\n');
                event =
                        event.get().position() == to
                                ? Optional.empty()
                                : cursor.next(Duration.ZERO);
            }
        }
    }
}
