package dev.lekha.app.keys;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The rotations of a log beside what it publishes: {@code rotations/<role>/<position>} is the
 * signed statement of the event at that position, {@code key-root.vkey} the declared root.
 */
public final class RotationFiles {
    public static final String LOG = "log";
    public static final String SEAL = "seal";
    static final String WITNESS = "witness";
    public static final String TIME = "time-stamping";
    private static final Pattern POSITION = Pattern.compile("[1-9][0-9]{0,17}");

    private final Path folder;

    /** One of them. */
    public record Rotation(long position, KeyStatement statement) {}

    /**
     * @param folder of the evidence
     */
    public RotationFiles(Path folder) {
        this.folder = folder;
    }

    /** In their order; none where there is no such folder. */
    public List<Long> positions(String role) {
        var within = folder.resolve("rotations").resolve(role);
        var positions = new ArrayList<Long>();
        if (Files.isDirectory(within)) {
            try (var files = Files.newDirectoryStream(within)) {
                for (var file : files) {
                    var name = String.valueOf(file.getFileName());
                    if (POSITION.matcher(name).matches()) {
                        positions.add(Long.valueOf(name));
                    }
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return positions.stream().sorted().toList();
    }

    public Optional<Rotation> last(String role) {
        var positions = positions(role);
        return positions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Rotation(positions.getLast(), statement(role, positions.getLast())));
    }

    /** All of the role, by the position of their event. */
    public SortedMap<Long, KeyStatement> statements(String role) {
        var statements = new TreeMap<Long, KeyStatement>();
        positions(role).forEach(position -> statements.put(position, statement(role, position)));
        return statements;
    }

    private KeyStatement statement(String role, long position) {
        var note = DurableFile.read(file(role, position)).orElseThrow();
        return KeyStatement.parse(Note.parse(note).text());
    }

    /**
     * The last rotation of the role, which is to these keys.
     *
     * @throws Invalid where it is to others
     */
    public Optional<Rotation> requireInForce(String role, List<NamedKey> keys) {
        var last = last(role);
        last.ifPresent(one -> {
            if (!one.statement().next().equals(keys)) {
                throw new Invalid(
                        "the key at hand for %s is not the one in force since position %d, %s"
                                .formatted(
                                        role, one.position(), one.statement().next().getFirst()));
            }
        });
        return last;
    }

    void write(String role, long position, byte[] note) {
        DurableFile.ON_DISK.write(file(role, position), note);
    }

    private Path file(String role, long position) {
        return folder.resolve("rotations").resolve(role).resolve(Long.toString(position));
    }

    /**
     * @throws Invalid where none was declared
     */
    VerifierKey root() {
        return declaredRoot()
                .orElseThrow(() -> new Invalid("no root is declared; see lekha keys introduce"));
    }

    Optional<VerifierKey> declaredRoot() {
        return DurableFile.read(rootFile())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .map(VerifierKey::parse);
    }

    void declareRoot(VerifierKey root) {
        DurableFile.ON_DISK.write(rootFile(), (root + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path rootFile() {
        return folder.resolve("key-root.vkey");
    }
}
