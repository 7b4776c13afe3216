package dev.lekha.crypto.witness;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.witness.Policy.Party;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a policy line by line. Names are octets (here Latin-1), keys are UTF-8. */
final class PolicyText {
    private static final int MOST_BYTES = 1_000_000;
    private static final String NONE = "none";

    private final List<Party> logs = new ArrayList<>();
    private final List<Party> witnesses = new ArrayList<>();
    private final Map<String, Quorum> names = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private Optional<Quorum> quorum = Optional.empty();

    Policy read(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (bytes.length > MOST_BYTES || !text.endsWith("\n")) {
            throw new Malformed("a policy is whole lines, of at most a million bytes");
        }
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                line(lines[i]);
            } catch (Rejected malformed) {
                throw new Malformed("line %d: %s".formatted(i + 1, malformed.finding()));
            }
        }
        return new Policy(
                logs,
                witnesses,
                quorum.orElseThrow(() -> new Malformed("a policy without a quorum")));
    }

    private void line(String line) {
        if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7F)) {
            throw new Malformed("a control character");
        }
        var words = Arrays.stream(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return;
        }
        switch (words.getFirst()) {
            case "log" -> log(words);
            case "witness" -> witness(words);
            case "group" -> group(words);
            case "quorum" -> quorum(words);
            default -> throw new Malformed("none of log, witness, group, quorum");
        }
    }

    private void log(List<String> words) {
        requireWords(words, 2, 3);
        add(logs, words.get(1), words.subList(2, words.size()));
    }

    private void witness(List<String> words) {
        requireWords(words, 3, 4);
        var key = add(witnesses, words.get(2), words.subList(3, words.size()));
        if (!key.type().isTimed()) {
            throw new Malformed("a witness needs a key for cosignatures");
        }
        define(words.get(1), new Quorum.One(key));
    }

    private static VerifierKey add(List<Party> parties, String vkey, List<String> url) {
        var utf8 = new String(vkey.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        var key = VerifierKey.parse(utf8);
        if (parties.stream().anyMatch(other -> Arrays.equals(other.key().raw(), key.raw()))) {
            throw new Malformed("the same key a second time");
        }
        parties.add(new Party(key, url.isEmpty() ? "" : url.getFirst()));
        return key;
    }

    private void group(List<String> words) {
        requireWords(words, 4, Integer.MAX_VALUE);
        var group = words.subList(3, words.size());
        if (!group.stream().allMatch(members::add)) {
            throw new Malformed("a name that is already a member");
        }
        long threshold =
                switch (words.get(2)) {
                    case "any" -> 1;
                    case "all" -> group.size();
                    default -> Decimal.parse(words.get(2));
                };
        if (threshold < 1 || threshold > group.size()) {
            throw new Malformed("%d of %d members".formatted(threshold, group.size()));
        }
        define(words.get(1), new Quorum.Group(threshold, group.stream().map(this::named).toList()));
    }

    private void quorum(List<String> words) {
        requireWords(words, 2, 2);
        if (quorum.isPresent()) {
            throw new Malformed("a second quorum");
        }
        var name = words.get(1);
        quorum = Optional.of(name.equals(NONE) ? new Quorum.None() : named(name));
    }

    private void define(String name, Quorum meaning) {
        if (name.equals(NONE) || names.putIfAbsent(name, meaning) != null) {
            throw new Malformed("a name that already means something");
        }
    }

    private Quorum named(String name) {
        return Optional.ofNullable(names.get(name))
                .orElseThrow(() -> new Malformed("a name that no line before has defined"));
    }

    private static void requireWords(List<String> words, int least, int most) {
        if (words.size() < least || words.size() > most) {
            throw new Malformed("%d words".formatted(words.size()));
        }
    }
}
