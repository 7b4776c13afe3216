package dev.lekha.app.keys;

import dev.lekha.app.FolderCommand;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code lekha keys rotate}: puts other keys in force, in two steps with the root's word between.
 */
@Command(
        name = "rotate",
        description = {
            "Puts other keys in force: --prepare makes them and writes a request, the root signs",
            "it with sign-rotation where it is kept, --apply tells the log and changes the files."
        },
        mixinStandardHelpOptions = true)
final class RotateKeys extends FolderCommand {
    /** One of the two. */
    private static final class Step {
        @Option(names = "--prepare", required = true, description = "Writes the request.")
        private boolean prepare;

        @Option(names = "--apply", required = true, description = "Takes the signed request.")
        private boolean apply;
    }

    @ArgGroup(multiplicity = "1")
    private Step step = new Step();

    @Option(
            names = "--role",
            required = true,
            description = "Whose keys: ${COMPLETION-CANDIDATES}.")
    private RoleKeys role = RoleKeys.log;

    @Option(names = "--request", paramLabel = "FILE", required = true, description = "The file.")
    private Path request = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (step.apply) {
            apply();
        } else {
            prepare();
        }
        out().flush();
        return 0;
    }

    private Path keys() {
        return folder().resolve("keys");
    }

    private RotationFiles rotations() {
        return new RotationFiles(folder().resolve("evidence"));
    }

    private void prepare() throws IOException {
        var origin = RoleKeys.origin(folder());
        var pending = new PendingKeys(keys());
        pending.make();
        var old = role.in(keys(), origin);
        var next = role.in(pending.folder(), origin);
        long number =
                rotations().last(role.name()).map(last -> last.statement().number()).orElse(1L);
        var said =
                new KeyStatement(
                        origin,
                        role.name(),
                        number + 1,
                        RoleKeys.shown(old),
                        RoleKeys.shown(next),
                        rotations().root());
        var text = said.text();
        var lines =
                List.of(
                        old.getFirst().sign(text, Instant.EPOCH),
                        next.getFirst().sign(text, Instant.EPOCH));
        Files.write(request, new Note(text, lines).bytes(), StandardOpenOption.CREATE_NEW);
        out().printf("%s: have it signed by the root, then --apply it.%n", request);
    }

    private void apply() throws IOException {
        var note = Files.readAllBytes(request);
        var said = KeyStatement.verify(note, rotations().root());
        if (!said.role().equals(role.name())) {
            throw new Invalid("the request is for the role " + said.role());
        }
        var pending = new PendingKeys(keys());
        try (var log = StoppedLog.open(folder())) {
            if (!pending.isApplying()) {
                requireOurs(said, pending);
                pending.begin(log.head() + 1);
            }
            long position = pending.applying().orElseThrow();
            var fields = new TreeMap<String, Object>();
            fields.put("role", role.name());
            fields.put("number", said.number());
            fields.put("statement", Note.parse(note).toString());
            log.append(position, "evidence.KeyRotated", fields);
            rotations().write(role.name(), position, note);
            pending.moveIn(role.files(), said.number());
            out().printf("%s: rotated at position %d.%n", role, position);
        }
    }

    private void requireOurs(KeyStatement said, PendingKeys pending) throws IOException {
        var origin = RoleKeys.origin(folder());
        if (!said.origin().equals(origin)
                || !said.old().equals(RoleKeys.shown(role.in(keys(), origin)))
                || !said.next().equals(RoleKeys.shown(role.in(pending.folder(), origin)))) {
            throw new Invalid("the request is not for the keys of this folder");
        }
    }
}
