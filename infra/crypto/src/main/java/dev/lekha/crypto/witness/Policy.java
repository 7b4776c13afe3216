package dev.lekha.crypto.witness;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.witness.Judgement.Standing;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom somebody believes: logs, witnesses, and how many of those. After c2sp.org/tlog-policy. */
public final class Policy {
    /**
     * A log or a witness.
     *
     * @param url where it is reached; empty where the policy does not say
     */
    public record Party(VerifierKey key, String url) {}

    private final List<Party> logs;
    private final List<Party> witnesses;
    private final Quorum quorum;
    private final Set<SignatureType> unknown;

    Policy(List<Party> logs, List<Party> witnesses, Quorum quorum) {
        this(logs, witnesses, quorum, Set.of());
    }

    private Policy(
            List<Party> logs, List<Party> witnesses, Quorum quorum, Set<SignatureType> unknown) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.quorum = quorum;
        this.unknown = unknown;
    }

    /**
     * The same as somebody applies it who has no such algorithm: a signature of that type is like
     * one of a key that nobody knows, neither believed nor held against the note.
     */
    public Policy without(SignatureType type) {
        return new Policy(logs, witnesses, quorum, Set.of(type));
    }

    /**
     * @throws Malformed where it is no policy; says in which line
     */
    public static Policy parse(byte[] text) {
        return new PolicyText().read(text);
    }

    public List<Party> logs() {
        return logs;
    }

    public List<Party> witnesses() {
        return witnesses;
    }

    /**
     * @throws Invalid where no log of that origin has signed it, or a signature of a known key does
     *     not hold
     * @throws Malformed where it is no checkpoint
     */
    public Judgement judge(Note note) {
        var checkpoint = Checkpoint.parse(note.text());
        var owners = keys(logs).filter(key -> key.name().equals(checkpoint.origin())).toList();
        if (owners.isEmpty()) {
            throw new Invalid("the policy knows no log of this origin");
        }
        return judge(note, owners);
    }

    /**
     * The same, where others than the logs of the policy are to have signed.
     *
     * @param owners keys of the log, all of its origin
     */
    public Judgement judge(Note note, List<VerifierKey> owners) {
        var checkpoint = Checkpoint.parse(note.text());
        if (owners.stream().anyMatch(key -> !key.name().equals(checkpoint.origin()))) {
            throw new Invalid("the checkpoint is of another log than the keys");
        }
        new KnownKeys(known(owners.stream())).verify(note);
        var cosigned = new KnownKeys(known(keys(witnesses))).verifyIfAny(note);
        var by = cosigned.stream().map(KnownKeys.Verified::key).collect(Collectors.toSet());
        return new Judgement(checkpoint, cosigned, standing(quorum.isMet(by)));
    }

    private Standing standing(boolean met) {
        if (quorum instanceof Quorum.None) {
            return Standing.NOT_ASKED;
        }
        return met ? Standing.WITNESSED : Standing.UNWITNESSED;
    }

    private List<VerifierKey> known(Stream<VerifierKey> keys) {
        return keys.filter(key -> !unknown.contains(key.type())).toList();
    }

    private static Stream<VerifierKey> keys(List<Party> parties) {
        return parties.stream().map(Party::key);
    }
}
