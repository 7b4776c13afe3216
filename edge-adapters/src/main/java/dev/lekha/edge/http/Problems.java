package dev.lekha.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What any controller throws, our own or Spring's, becomes a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private final ProblemWriter writer;

    Problems(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (!response.isCommitted()) {
            writer.write(failure, request, response);
        } else if (failure instanceof IOException) {
            // The client left in the middle of its answer and nobody is there to be told, or the
            // container
            // has seen by itself that the body cannot be read and goes on to the error page.
            LOG.debug("{} was left unread", request.getRequestURI(), failure);
        } else {
            // Half an answer is out: only a cut connection can tell the client that it is not
            // whole.
            throw failure;
        }
    }
}
