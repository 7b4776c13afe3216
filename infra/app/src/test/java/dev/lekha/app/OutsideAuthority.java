package dev.lekha.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampCheck;
import dev.lekha.crypto.time.TimeStampKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A time-stamp authority of somebody else, over HTTP. */
final class OutsideAuthority implements AutoCloseable {
    private final TimeStampKey key =
            TimeStampKey.make("Outside", Instant.now().minus(Duration.ofHours(1)), 1);
    private final TimeStampAuthority authority =
            new TimeStampAuthority(
                    key,
                    "2.999.2",
                    Duration.ofMillis(250),
                    () -> Optional.of(Duration.ZERO),
                    InstantSource.system());
    private final HttpServer http;

    OutsideAuthority() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:%d/".formatted(http.getAddress().getPort());
    }

    /** Believes this authority alone. */
    TimeStampCheck check() {
        return new TimeStampCheck(List.of(key.chain().getLast()));
    }

    String rootPem() {
        try {
            var der = key.chain().getLast().getEncoded();
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(Base64.getMimeEncoder().encodeToString(der));
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = authority.answer(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
