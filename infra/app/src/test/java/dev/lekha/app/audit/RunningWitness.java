package dev.lekha.app.audit;

import dev.lekha.app.ChildJava;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.NoteSigner;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.witness.AddCheckpoint;
import dev.lekha.crypto.witness.Witness;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A witness over HTTP: in this process, or in one of its own that can be killed. */
public final class RunningWitness implements AutoCloseable {
    static final String NAME = "one.example/w";

    public final List<VerifierKey> keys;
    public final URI url;
    private final Closeable running;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningWitness(List<VerifierKey> keys, URI url, Closeable running) {
        this.keys = keys;
        this.url = url;
        this.running = running;
    }

    static RunningWitness here(Path data, VerifierKey log) throws IOException {
        return here(data, log, 0);
    }

    /**
     * @param port 0 takes a free one
     */
    public static RunningWitness here(Path data, VerifierKey log, int port) throws IOException {
        var folder = WitnessFolder.hold(data);
        var signers = new KeyFolder(folder.keys()).witness(NAME);
        var logs = Map.of(log.name(), new KnownKeys(List.of(log)));
        var witness =
                new Witness(logs, List.<NoteSigner>copyOf(signers), folder, InstantSource.system());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var server = new WitnessServer(witness, address);
        var keys = signers.stream().map(SignerKey::key).toList();
        var url = URI.create("http://127.0.0.1:%d/".formatted(server.address().getPort()));
        return new RunningWitness(
                keys,
                url,
                () -> {
                    server.close();
                    folder.close();
                });
    }

    /** As {@code lekha witness} runs it. */
    static RunningWitness process(Path data, VerifierKey log) throws IOException {
        var command = ChildJava.command("128m", "dev.lekha.app.Lekha");
        command.addAll(
                List.of(
                        "witness",
                        "--port=0",
                        "--name=" + NAME,
                        "--data=" + data,
                        "--log=" + log.name() + "=" + log));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            var keys = new ArrayList<VerifierKey>();
            return new RunningWitness(keys, url(process, keys), () -> kill(process));
        } catch (IOException failed) {
            kill(process);
            throw failed;
        }
    }

    /** Takes its keys from what it prints, and gives where it listens. */
    private static URI url(Process process, List<VerifierKey> keys) throws IOException {
        var out = process.inputReader(StandardCharsets.UTF_8);
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("vkey ")) {
                keys.add(VerifierKey.parse(line.substring("vkey ".length())));
            } else if (line.startsWith("listening ")) {
                return URI.create(line.substring("listening ".length()));
            }
        }
        throw new IOException("the witness did not start");
    }

    /** As {@code kill -9} does. */
    private static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    public HttpResponse<String> add(long oldSize, List<Hash> proof, Note note) throws Exception {
        return post("add-checkpoint", new AddCheckpoint(oldSize, proof, note).bytes());
    }

    /** Cosigned by this witness. */
    Note cosigned(long oldSize, List<Hash> proof, Note note) throws Exception {
        var answer = add(oldSize, proof, note);
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return note.with(
                AddCheckpoint.cosignatures(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> post(String path, byte[] body) throws Exception {
        return send(
                HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(url.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        http.close();
        running.close();
    }
}
