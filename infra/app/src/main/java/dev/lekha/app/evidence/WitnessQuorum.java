package dev.lekha.app.evidence;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureLine;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.witness.RemoteWitness;
import dev.lekha.crypto.witness.WitnessReply;
import dev.lekha.crypto.witness.WitnessReply.Cosignature;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The witnesses of the log, asked all at once for each checkpoint. It is enough when the quorum has
 * cosigned; one that is slow is left to finish and not asked again before it has.
 */
final class WitnessQuorum implements Cosigning, AutoCloseable {
    private static final String ALL = "all-witnesses";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** How long those beyond the quorum are waited for. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Map<String, AskedWitness> witnesses = new TreeMap<>();
    private final EvidenceSettings settings;
    private final int quorum;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param log gives how many events there are
     * @throws IllegalArgumentException where the settings name no witnesses or no such quorum
     */
    WitnessQuorum(EvidenceSettings settings, LongSupplier log) {
        this.settings = settings;
        this.quorum = settings.witnessQuorum();
        requireQuorum(settings);
        this.http = HttpClient.newBuilder().connectTimeout(settings.witnessTimeout()).build();
        new TreeMap<>(settings.witnesses())
                .forEach((name, one) -> {
                    var key = key(name, one.vkey());
                    var remote = new RemoteWitness(http, one.url(), key, settings.witnessTimeout());
                    witnesses.put(name, new AskedWitness(name, remote, log));
                });
    }

    private static void requireQuorum(EvidenceSettings settings) {
        int all = settings.witnesses().size();
        int quorum = settings.witnessQuorum();
        if (quorum < Math.min(1, all) || quorum > all) {
            throw new IllegalArgumentException(
                    "lekha.evidence.quorum: %d of %d witnesses".formatted(quorum, all));
        }
    }

    private static VerifierKey key(String name, String vkey) {
        try {
            var key = VerifierKey.parse(vkey);
            if (NAME.matcher(name).matches()
                    && !name.equals("none")
                    && !name.equals(ALL)
                    && key.type().isTimed()) {
                return key;
            }
        } catch (Malformed malformed) {
            throw new IllegalArgumentException(
                    "lekha.evidence.witnesses.%s.vkey: %s".formatted(name, malformed.finding()),
                    malformed);
        }
        throw new IllegalArgumentException(
                "lekha.evidence.witnesses.%s: that is no name, or no key for cosignatures"
                        .formatted(name));
    }

    @Override
    public Optional<Note> cosigned(Note signed, TileReader tree) {
        if (witnesses.isEmpty()) {
            return Optional.of(signed);
        }
        var replies = new LinkedBlockingQueue<WitnessReply>();
        long asked =
                witnesses.values().stream()
                        .filter(one -> one.ask(threads, signed, tree, replies))
                        .count();
        var lines = await(replies, asked);
        return lines.size() < quorum ? Optional.empty() : Optional.of(signed.with(lines));
    }

    /** Every request ends by its own timeout; this one is for who takes all tries. */
    private List<SignatureLine> await(BlockingQueue<WitnessReply> replies, long asked) {
        var lines = new ArrayList<SignatureLine>();
        long end = System.nanoTime() + settings.witnessTimeout().toNanos();
        try {
            for (long left = asked; left > 0; left--) {
                var reply = replies.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (reply == null) {
                    return lines;
                }
                if (reply instanceof Cosignature(var line)) {
                    lines.add(line);
                    if (lines.size() == quorum) {
                        end = Math.min(end, System.nanoTime() + GRACE.toNanos());
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return lines;
    }

    /** Where each of them stands, as of its last answer. */
    Map<String, String> standing() {
        var standing = new TreeMap<String, String>();
        witnesses.forEach((name, one) -> standing.put(name, one.standing()));
        return standing;
    }

    /** That a witness knows another history of this log, or a longer one. */
    Optional<String> alarm() {
        return witnesses.values().stream().flatMap(one -> one.alarm().stream()).findFirst();
    }

    long failures() {
        return witnesses.values().stream().mapToLong(AskedWitness::failures).sum();
    }

    long alarms() {
        return witnesses.values().stream().mapToLong(AskedWitness::alarms).sum();
    }

    /** Lines of a policy (c2sp.org/tlog-policy): the witnesses and how many of them are enough. */
    String policy() {
        if (witnesses.isEmpty()) {
            return "quorum none\n";
        }
        var lines = new StringBuilder();
        new TreeMap<>(settings.witnesses())
                .forEach((name, one) ->
                        lines.append("witness %s %s %s\n".formatted(name, one.vkey(), one.url())));
        var names = String.join(" ", witnesses.keySet());
        lines.append("group %s %d %s\n".formatted(ALL, quorum, names));
        return lines.append("quorum " + ALL + "\n").toString();
    }

    String missing() {
        return "fewer than %d of %d witnesses have cosigned".formatted(quorum, witnesses.size());
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
