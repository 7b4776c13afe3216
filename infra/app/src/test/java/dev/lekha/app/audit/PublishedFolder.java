package dev.lekha.app.audit;

import dev.lekha.app.StoredNodes;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.NoteSigner;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tiles.TiledTree;
import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampQuery;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.Log;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** A data folder whose log is published, laid out as a platform does it. */
record PublishedFolder(Path data) {
    static final String ORIGIN = "lekha.example/log";
    static final SignerKey W1 = witness("one.example/w", 3);
    static final SignerKey W2 = witness("two.example/w", 4);
    private static final int PAGE = 40;

    private static SignerKey witness(String name, int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SignerKey.ofSeed(name, SignatureType.COSIGNATURE_ED25519, bytes);
    }

    /** With that many nodes registered and nothing published. */
    static PublishedFolder in(Path data, int nodes) {
        var folder = new PublishedFolder(data);
        folder.register("meter", nodes);
        return folder;
    }

    void register(String name, int nodes) {
        var all = new String[nodes];
        Arrays.setAll(all, i -> name + "-" + i);
        StoredNodes.run(data, all);
    }

    Path evidence() {
        return data.resolve("evidence");
    }

    Path checkpoint() {
        return evidence().resolve("checkpoint");
    }

    List<SignerKey> logKeys() throws IOException {
        return new KeyFolder(Files.createDirectories(data.resolve("keys"))).log(ORIGIN);
    }

    TreeHead head() throws IOException {
        return Files.exists(checkpoint())
                ? Checkpoint.parse(Note.parse(Files.readAllBytes(checkpoint())).text()).head()
                : TreeHead.EMPTY;
    }

    /** What the log has become, signed by its keys and cosigned by whoever is given. */
    Note publish(NoteSigner... cosigners) throws IOException {
        return publish(Long.MAX_VALUE, cosigners);
    }

    Note publish(long upTo, NoteSigner... cosigners) throws IOException {
        var tree = TiledTree.open(new TileFolder(evidence()), head());
        try (var store = EmbeddedStore.openReadOnly(data)) {
            store.log()
                    .scan(
                            head().size(),
                            upTo,
                            (_, leaf) -> {
                                var record = new byte[leaf.remaining()];
                                leaf.get(record);
                                tree.append(record);
                            });
        }
        return show(sign(tree.publish(), cosigners));
    }

    Note sign(TreeHead head, NoteSigner... cosigners) throws IOException {
        var text = new Checkpoint(ORIGIN, head).text();
        var signers = new ArrayList<NoteSigner>(logKeys());
        signers.addAll(List.of(cosigners));
        var now = Instant.now();
        return new Note(text, signers.stream().map(signer -> signer.sign(text, now)).toList());
    }

    Note show(Note note) throws IOException {
        long size = Checkpoint.parse(note.text()).head().size();
        var kept = evidence().resolve("checkpoints").resolve(Long.toString(size));
        Files.createDirectories(kept.getParent());
        Files.write(kept, note.bytes());
        Files.write(checkpoint(), note.bytes());
        var keys = logKeys();
        var policy = "log %s\nlog %s\nquorum none\n";
        Files.writeString(
                evidence().resolve("log.policy"),
                policy.formatted(keys.getFirst().key(), keys.getLast().key()));
        return note;
    }

    /** Proves to who has seen the older tree that it is the beginning of the newer one. */
    List<Hash> consistency(long older, TreeHead newer) {
        var tiles = new TileReader(new TileFolder(evidence()), newer, new TileCache(8));
        return older == 0 ? List.of() : new Proofs(tiles).consistency(older, newer.size());
    }

    /** A token over the newest checkpoint, by an authority of this platform. */
    void stamp() throws IOException {
        stamp(new KeyFolder(data.resolve("keys")));
    }

    /** The same, by the key of another folder. */
    void stamp(KeyFolder keys) throws IOException {
        var key = keys.timeStamping("Lekha time", Instant.now().minus(Duration.ofHours(1)), 10);
        var authority =
                new TimeStampAuthority(
                        key,
                        "2.999.1",
                        Duration.ofSeconds(1),
                        () -> Optional.of(Duration.ZERO),
                        InstantSource.system());
        var query = new TimeStampQuery(Files.readAllBytes(checkpoint()), BigInteger.TEN);
        var tokens = evidence().resolve("timestamp").resolve(Long.toString(head().size()));
        Files.createDirectories(tokens);
        Files.write(tokens.resolve("own.tsr"), authority.answer(query.der()));
        var pem = new StringWriter();
        try (var writer = new JcaPEMWriter(pem)) {
            writer.writeObject(key.chain().getLast());
        }
        var kept = Files.exists(timeRoot()) ? Files.readString(timeRoot()) : "";
        if (!kept.contains(pem.toString())) {
            Files.writeString(timeRoot(), pem + kept);
        }
    }

    Path timeRoot() {
        return evidence().resolve("time-stamping-root.pem");
    }

    /** What an auditor believes who wants both witnesses. */
    Path policy() throws IOException {
        var keys = logKeys();
        var text =
                """
                log %s
                log %s
                witness one %s
                witness two %s
                group both all one two
                quorum both
                """
                        .formatted(keys.getFirst().key(), keys.getLast().key(), W1.key(), W2.key());
        return Files.writeString(data.resolve("auditor.policy"), text);
    }

    /**
     * Another log, made of the events of this one by who holds its keys; nothing of it is published
     * yet. Every check that knows this log alone finds it whole.
     *
     * @param keep how many of the events
     */
    PublishedFolder rewritten(Path to, int keep, UnaryOperator<Log.Stored> change)
            throws IOException {
        var events = new ArrayList<Log.Stored>();
        try (var store = EmbeddedStore.openReadOnly(data);
                var cursor = store.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent() && events.size() < keep;
                    next = cursor.next(Duration.ZERO)) {
                events.add(change.apply(next.get()));
            }
        }
        try (var store =
                EmbeddedStore.open(
                        to,
                        () -> {
                            throw new IllegalStateException("stored events need no converter");
                        },
                        Clock.systemUTC(),
                        CommitObserver.NONE)) {
            for (int from = 0; from < events.size(); from += PAGE) {
                var page = events.subList(from, Math.min(events.size(), from + PAGE));
                store.log().append(page).join();
            }
        }
        copy(data.resolve("keys"), to.resolve("keys"));
        return new PublishedFolder(to);
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
