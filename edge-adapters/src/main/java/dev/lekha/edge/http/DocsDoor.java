package dev.lekha.edge.http;

import dev.lekha.kernel.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * The API's document, and Swagger UI to try it with; all of it from here, nothing from elsewhere.
 */
@RestController
final class DocsDoor {
    /** Styles are set by Swagger UI's own script, hence the one exception. */
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    private static final String INDEX =
            """
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <title>Lekha</title>
                <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
                <link rel="stylesheet" href="docs/swagger-ui.css">
              </head>
              <body>
                <div id="ui"></div>
                <script src="docs/swagger-ui-bundle.js"></script>
                <script src="docs/start.js"></script>
              </body>
            </html>
            """;
    private static final String START =
            """
            SwaggerUIBundle({ url: "openapi.json", dom_id: "#ui", deepLinking: true, validatorUrl: null });
            """;
    private static final Map<String, String> FILES =
            Map.of(
                    "swagger-ui.css", "text/css",
                    "swagger-ui-bundle.js", "text/javascript",
                    "favicon-32x32.png", "image/png");

    private final byte[] document;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    DocsDoor(ApiDescription api) {
        this.document = Json.MAPPER.writeValueAsBytes(OpenApi.of(api));
    }

    @GetMapping("/openapi.json")
    void document(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(document, "application/json", request, response);
    }

    @GetMapping("/docs")
    void index(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(INDEX.getBytes(StandardCharsets.UTF_8), "text/html", request, response);
    }

    @GetMapping("/docs/{file}")
    void file(@PathVariable String file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (file.equals("start.js")) {
            write(START.getBytes(StandardCharsets.UTF_8), "text/javascript", request, response);
        } else if (FILES.containsKey(file)) {
            if (!files.containsKey(file)) {
                files.put(file, webjar(file));
            }
            write(files.get(file), FILES.get(file), request, response);
        } else {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static byte[] webjar(String file) throws IOException {
        var about = new Properties();
        try (var in =
                new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties")
                        .getInputStream()) {
            about.load(in);
        }
        var path =
                "META-INF/resources/webjars/swagger-ui/"
                        + about.getProperty("version")
                        + "/"
                        + file;
        return new ClassPathResource(path).getContentAsByteArray();
    }

    private static void write(
            byte[] body, String type, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader("Content-Security-Policy", POLICY);
        var etag = '"' + ContentDigest.sha256(body) + '"';
        if (!new ServletWebRequest(request, response).checkNotModified(etag)) {
            response.setContentType(type);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
