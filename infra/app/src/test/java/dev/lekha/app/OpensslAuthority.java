package dev.lekha.app;

import static dev.lekha.app.ComposedSecrets.program;
import static dev.lekha.app.ComposedSecrets.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code openssl ts -reply} behind HTTP: an authority in which there is no code of ours. */
final class OpensslAuthority implements AutoCloseable {
    private static final String SETTINGS =
            """
            [tsa]
            default_tsa = own
            [own]
            serial = serial
            signer_cert = signer.pem
            signer_key = signer.key
            signer_digest = sha256
            digests = sha256, sha512
            default_policy = 2.999.7
            accuracy = secs:1
            ess_cert_id_alg = sha256
            tsa_name = yes
            [signer]
            extendedKeyUsage = critical, timeStamping
            [root]
            basicConstraints = critical, CA:true
            [req]
            distinguished_name = names
            [names]
            """;

    private final Path folder;
    private final HttpServer http;

    /**
     * @param newKey what {@code openssl genpkey} is to make
     */
    OpensslAuthority(Path folder, String... newKey) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("settings"), SETTINGS);
        Files.writeString(folder.resolve("serial"), "01\n");
        key("root.key", newKey);
        request("root", "-x509", "-key", "root.key", "-subj", "/CN=Outside root");
        key("signer.key", newKey);
        request(
                "signer",
                "-x509",
                "-key",
                "signer.key",
                "-subj",
                "/CN=Outside",
                "-CA",
                "root.pem",
                "-CAkey",
                "root.key");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    private void key(String name, String... what) throws IOException, InterruptedException {
        openssl("genpkey", Stream.concat(Stream.of("-out", name), Stream.of(what)));
    }

    private void request(String name, String... what) throws IOException, InterruptedException {
        var common =
                Stream.of(
                        "-config",
                        "settings",
                        "-extensions",
                        name,
                        "-days",
                        "2",
                        "-new",
                        "-out",
                        name + ".pem");
        openssl("req", Stream.concat(common, Stream.of(what)));
    }

    String url() {
        return "http://127.0.0.1:%d/".formatted(http.getAddress().getPort());
    }

    /** Of its root. */
    Path certificate() {
        return folder.resolve("root.pem");
    }

    /** What openssl says of an answer. */
    String verify(byte[] answer, byte[] data) throws IOException, InterruptedException {
        Files.write(folder.resolve("given.tsr"), answer);
        Files.write(folder.resolve("given"), data);
        return openssl(
                "ts",
                Stream.of("-verify", "-in", "given.tsr", "-data", "given", "-CAfile", "root.pem"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Files.write(folder.resolve("query"), exchange.getRequestBody().readAllBytes());
            openssl(
                    "ts",
                    Stream.of(
                            "-reply",
                            "-config",
                            "settings",
                            "-queryfile",
                            "query",
                            "-out",
                            "reply"));
            var reply = Files.readAllBytes(folder.resolve("reply"));
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String openssl(String what, Stream<String> options)
            throws IOException, InterruptedException {
        var words =
                Stream.concat(
                        Stream.of("env", "-C", "" + folder, program("openssl"), what), options);
        return run(words.toArray(String[]::new));
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
