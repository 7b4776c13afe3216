package dev.lekha.edge.http;

import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.UUID;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/** The one place where the HTTP door says no: it finds the problem, counts it and writes it. */
@Component
final class ProblemWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
    private final MeterRegistry meters;

    ProblemWriter(MeterRegistry meters) {
        this.meters = meters;
    }

    void write(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(problem(failure), request, response);
    }

    void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (problem.incident().isEmpty()) {
            meters.counter("lekha.refused.input", "door", "http", "reason", problem.code())
                    .increment();
        }
        var body = problem.json(path(request));
        response.reset();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /**
     * What was asked at first: an error dispatch has a path of its own, an unreadable request has
     * none.
     */
    private static String path(HttpServletRequest request) {
        var dispatched = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return String.valueOf(
                Optional.ofNullable(dispatched)
                        .or(() -> Optional.ofNullable(request.getRequestURI()))
                        .orElse(""));
    }

    private Problem problem(Throwable failure) {
        return switch (failure) {
            case Refused refused -> Problem.of(refused);
            case ErrorResponse known when known.getStatusCode().value() != 500 ->
                    Problem.of(known.getStatusCode().value()).withHeadersOf(known.getHeaders());
            // A body that breaks off or breaks the protocol, parameters that are no text, and the
            // like.
            case BadRequestException _,
                    InvalidParameterException _,
                    HttpMessageNotReadableException _,
                    TypeMismatchException _,
                    RequestRejectedException _ ->
                    Problem.of(400);
            case SocketTimeoutException _ -> Problem.of(408);
            // Only a platform that stops interrupts its threads.
            case InterruptedException _ -> Problem.of(503);
            default -> incident(failure);
        };
    }

    /** What nobody foresaw: told to the log in full and to the client by a number only. */
    private static Problem incident(Throwable failure) {
        var id = UUID.randomUUID().toString();
        LOG.error("Incident {}", id, failure);
        return Problem.of(500).asIncident(id);
    }
}
