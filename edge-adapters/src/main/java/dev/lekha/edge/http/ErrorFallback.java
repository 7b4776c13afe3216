package dev.lekha.edge.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what failed outside every controller: in a filter, or before one. */
@Controller
final class ErrorFallback implements ErrorController {
    private final ProblemWriter writer;

    ErrorFallback(ProblemWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            writer.write(failure, request, response);
        } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)
                instanceof Integer status) {
            writer.write(Problem.of(status), request, response);
        } else {
            writer.write(Problem.of(404), request, response);
        }
    }
}
