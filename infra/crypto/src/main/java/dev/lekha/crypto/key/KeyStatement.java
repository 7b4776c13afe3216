package dev.lekha.crypto.key;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.CertificateKey;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.time.TimeStampCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys take the place of which, as text that is signed by the old, the new and an offline
 * root; drawn in {@code infra/docs/formats/keys.md}.
 *
 * @param origin of the log
 * @param role {@code log}, {@code seal}, {@code time-stamping} or {@code witness}
 * @param number 1 for the keys that there were first, and one more with each rotation
 * @param old the keys before; none for the first
 * @param next the keys from here on; the first of them is an Ed25519 one, of the role {@code
 *     time-stamping} the one certificate that stamps
 * @param root that has to have signed each rotation
 */
public record KeyStatement(
        String origin,
        String role,
        long number,
        List<NamedKey> old,
        List<NamedKey> next,
        VerifierKey root) {
    private static final String TITLE = "lekha.dev/key-statement@v1";

    /** No role has more. */
    private static final int MOST_KEYS = 4;

    private static final String TIME = "time-stamping";
    private static final Set<String> ROLES = Set.of("log", "seal", TIME, "witness");

    public KeyStatement {
        old = List.copyOf(old);
        next = List.copyOf(next);
        if (!ROLES.contains(role)) {
            throw new Malformed("no role of a key: " + role);
        }
        if (number < 1 || old.isEmpty() != (number == 1)) {
            throw new Malformed("the first statement has no old keys, each other has");
        }
        requireKeys(role, next);
        if (number > 1) {
            requireKeys(role, old);
        }
        if (root.type() != SignatureType.ED25519) {
            throw new Malformed("a root is a key of Ed25519");
        }
        var all = new HashSet<NamedKey>(old);
        all.addAll(next);
        all.add(root);
        if (all.size() <= old.size() + next.size()) {
            throw new Malformed("a key stands in two places");
        }
    }

    private static void requireKeys(String role, List<NamedKey> keys) {
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new Malformed("a statement names 1 to %d keys".formatted(MOST_KEYS));
        }
        for (var key : keys) {
            if (key instanceof CertificateKey != role.equals(TIME)) {
                throw new Malformed("certificates are named for the role " + TIME + " alone");
            }
        }
        if (keys.getFirst() instanceof VerifierKey first && first.type() != SignatureType.ED25519) {
            throw new Malformed("the first key of a role is one of Ed25519");
        }
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #text} writes it
     */
    public static KeyStatement parse(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (!lines.removeFirst().equals(TITLE)) {
            throw new Malformed("no statement of keys");
        }
        var statement =
                new KeyStatement(
                        one(lines, "origin"),
                        one(lines, "role"),
                        Decimal.parse(one(lines, "number")),
                        keys(lines, "old"),
                        keys(lines, "new"),
                        VerifierKey.parse(one(lines, "root")));
        if (!statement.text().equals(text)) {
            throw new Malformed("a statement of keys in another form");
        }
        return statement;
    }

    private static String one(List<String> lines, String name) {
        if (lines.isEmpty() || !lines.getFirst().startsWith(name + " ")) {
            throw new Malformed("no line that begins with " + name);
        }
        return lines.removeFirst().substring(name.length() + 1);
    }

    private static List<NamedKey> keys(List<String> lines, String name) {
        var keys = new ArrayList<NamedKey>();
        while (keys.size() <= MOST_KEYS
                && !lines.isEmpty()
                && lines.getFirst().startsWith(name + " ")) {
            keys.add(NamedKey.parse(one(lines, name)));
        }
        return keys;
    }

    /** Those before; of a role whose keys are no certificates. */
    public List<VerifierKey> oldKeys() {
        return old.stream().map(VerifierKey.class::cast).toList();
    }

    /** Whether it is of the same log and role. */
    boolean isLike(KeyStatement other) {
        return origin.equals(other.origin) && role.equals(other.role);
    }

    public String text() {
        var text = new StringBuilder(TITLE).append('\n');
        text.append("origin ").append(origin).append('\n');
        text.append("role ").append(role).append('\n');
        text.append("number ").append(number).append('\n');
        old.forEach(key -> text.append("old ").append(key).append('\n'));
        next.forEach(key -> text.append("new ").append(key).append('\n'));
        return text.append("root ").append(root).append('\n').toString();
    }

    /**
     * The statement of a note that all have signed who must.
     *
     * @param root that the reader believes
     * @throws Malformed where it is no such note
     * @throws Invalid where a signature is missing or does not hold, or it names another root
     */
    public static KeyStatement verify(byte[] note, VerifierKey root) {
        var parsed = Note.parse(note);
        var statement = parse(parsed.text());
        if (!statement.root.equals(root)) {
            throw new Invalid("the statement names another root");
        }
        var wanted = statement.signers();
        if (statement.number > 1) {
            wanted.add(root);
        }
        requireAll(parsed, wanted);
        return statement;
    }

    /** Whether the old and the new have signed, before the root does. */
    public static KeyStatement requireRequest(Note note) {
        var statement = parse(note.text());
        requireAll(note, statement.signers());
        return statement;
    }

    /** The first of the old and of the new. */
    private List<NamedKey> signers() {
        var signers = new ArrayList<NamedKey>();
        signers.add(next.getFirst());
        if (number > 1) {
            signers.add(old.getFirst());
        }
        return signers;
    }

    /** A line of one of them that does not hold spoils the note, as it does that of a log. */
    private static void requireAll(Note note, List<NamedKey> wanted) {
        var plain = new ArrayList<VerifierKey>();
        for (var key : wanted) {
            switch (key) {
                case VerifierKey verifier -> plain.add(verifier);
                case CertificateKey certificate -> requireStamp(note, certificate);
            }
        }
        var good =
                new KnownKeys(plain)
                        .verifyIfAny(note).stream().map(KnownKeys.Verified::key).toList();
        for (var key : plain) {
            if (!good.contains(key)) {
                throw missing(key);
            }
        }
    }

    private static void requireStamp(Note note, CertificateKey key) {
        var lines =
                note.signatures().stream()
                        .filter(line -> line.name().equals(key.name()) && line.keyId() == key.id())
                        .toList();
        var text = note.text().getBytes(StandardCharsets.UTF_8);
        lines.forEach(line -> TimeStampCheck.requireBy(key.digest(), line.signature(), text));
        if (lines.isEmpty()) {
            throw missing(key);
        }
    }

    private static Invalid missing(NamedKey key) {
        return new Invalid("%s has not signed the statement".formatted(key));
    }
}
