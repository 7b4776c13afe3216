package dev.lekha.crypto.witness;

import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.witness.WitnessReply.Ahead;
import dev.lekha.crypto.witness.WitnessReply.Away;
import dev.lekha.crypto.witness.WitnessReply.Cosignature;
import dev.lekha.crypto.witness.WitnessReply.Declined;
import dev.lekha.crypto.witness.WitnessReply.Forked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks a witness for its cosignature, after c2sp.org/tlog-witness: {@code POST
 * <url>/add-checkpoint}. Learns by its answers what it has seen last. One thread at a time.
 */
public final class RemoteWitness {
    private static final String SIZE = "text/x.tlog.size";
    private static final int MOST_BYTES = 65_536;

    /** It may have been told of another checkpoint in between, but hardly twice. */
    private static final int TRIES = 3;

    private final HttpClient http;
    private final URI url;
    private final VerifierKey key;
    private final Duration timeout;
    private long seen;

    /**
     * @param url below which {@code add-checkpoint} is
     * @param key that it cosigns with; of a timed type
     * @param timeout for one answer
     */
    public RemoteWitness(HttpClient http, URI url, VerifierKey key, Duration timeout) {
        this.http = http;
        this.url = URI.create(url.toString().replaceFirst("/+$", "") + "/add-checkpoint");
        this.key = key;
        this.timeout = timeout;
    }

    /**
     * @param signed the checkpoint of that tree, signed by the log alone
     */
    public WitnessReply ask(Note signed, TileReader tree) throws InterruptedException {
        long size = tree.head().size();
        for (int i = 0; i < TRIES; i++) {
            if (seen > size) {
                long ahead = seen;
                // Asked afresh the next time: the witness may have been given a new memory.
                seen = 0;
                return new Ahead(ahead);
            }
            Optional<WitnessReply> reply;
            try {
                reply = once(signed, tree);
            } catch (IOException failed) {
                return new Away(failed.toString());
            } catch (Rejected malformed) {
                return new Declined("its answer: " + malformed.finding());
            }
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        return new Away("it names another size each time");
    }

    /** Empty where it names another size, from which to go on. */
    private Optional<WitnessReply> once(Note signed, TileReader tree)
            throws IOException, InterruptedException {
        var proof = proof(tree);
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(timeout)
                        .POST(
                                BodyPublishers.ofByteArray(
                                        new AddCheckpoint(seen, proof, signed).bytes()))
                        .build();
        var answer =
                http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(cosigned(signed, tree, answer.body()));
            case 409 -> conflict(answer);
            case 422 -> Optional.of(new Forked(told(answer)));
            case 400, 403, 404 -> Optional.of(new Declined(told(answer)));
            default -> Optional.of(new Away(told(answer)));
        };
    }

    private List<Hash> proof(TileReader tree) {
        long size = tree.head().size();
        return seen == 0 || seen == size ? List.of() : new Proofs(tree).consistency(seen, size);
    }

    private WitnessReply cosigned(Note signed, TileReader tree, byte[] answer) {
        var note = new Note(signed.text(), AddCheckpoint.cosignatures(answer));
        var verified = new KnownKeys(List.of(key)).verify(note);
        seen = tree.head().size();
        return new Cosignature(verified.getFirst().line());
    }

    private Optional<WitnessReply> conflict(HttpResponse<byte[]> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.equals(SIZE)) {
            return Optional.of(new Declined(told(answer)));
        }
        var line = new String(answer.body(), StandardCharsets.US_ASCII);
        long size = Decimal.parse(line.endsWith("\n") ? line.substring(0, line.length() - 1) : "");
        if (size == seen) {
            return Optional.of(
                    new Forked("it has cosigned another root at the size of %d".formatted(size)));
        }
        seen = size;
        return Optional.empty();
    }

    private static String told(HttpResponse<byte[]> answer) {
        var text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        var printable = text.replaceAll("\\p{Cntrl}", " ");
        return "it answered %d %s"
                .formatted(
                        answer.statusCode(),
                        printable.substring(0, Math.min(200, printable.length())))
                .strip();
    }
}
