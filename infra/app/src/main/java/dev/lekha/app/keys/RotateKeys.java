package dev.lekha.app.keys;

import dev.lekha.app.FolderCommand;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin private RotationStep step = new RotationStep();

    @Option(
            names = "--role",
            required = true,
            description = "Whose keys: ${COMPLETION-CANDIDATES}.")
    private RoleKeys role = RoleKeys.log;

    @Mixin private GivenKeys given = new GivenKeys();
    @Mixin private NextKeys next = new NextKeys();

    @Override
    public Integer call() throws IOException {
        if (step.applies()) {
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
        var old = role.in(given.folder(folder()), origin);
        var to = role.in(next.folder(role, pending), origin);
        var last = rotations().requireInForce(role.toString(), old.keys());
        var said =
                new KeyStatement(
                        origin,
                        role.toString(),
                        last.map(one -> one.statement().number()).orElse(1L) + 1,
                        old.keys(),
                        to.keys(),
                        rotations().root());
        var text = said.text();
        var note = new Note(text, List.of(old.sign(text), to.sign(text)));
        Files.write(step.request(), note.bytes(), StandardOpenOption.CREATE_NEW);
        out().printf("%s: have it signed by the root, then --apply it.%n", step.request());
    }

    private void apply() throws IOException {
        var note = Files.readAllBytes(step.request());
        var said = KeyStatement.verify(note, rotations().root());
        if (!said.role().equals(role.toString())) {
            throw new Invalid("the request is for the role " + said.role());
        }
        var pending = new PendingKeys(keys());
        try (var log = given.open(folder())) {
            boolean begun = pending.isApplying();
            if (!begun) {
                requireOurs(said, pending);
                pending.begin(log.head() + 1);
            }
            silence(log, pending, begun);
            long position = put(log, said, pending.applying().orElseThrow(), note);
            rotations().write(role.toString(), position, note);
            pending.moveIn(role.files(), said.number());
            out().printf("%s: rotated at position %d.%n", role, position);
            next.tell(role, out());
        }
    }

    /** What has begun before may stand in the log; what begins now does not. */
    private static void silence(KeyLog log, PendingKeys pending, boolean begun) throws IOException {
        try {
            log.requireUnpublished();
        } catch (IOException published) {
            if (!begun) {
                pending.abandon();
            }
            throw published;
        }
    }

    private long put(KeyLog log, KeyStatement said, long from, byte[] note) {
        var fields = new TreeMap<String, Object>();
        fields.put("role", role.toString());
        fields.put("number", said.number());
        fields.put("statement", Note.parse(note).toString());
        return log.append(from, KeyLog.ROTATED, fields);
    }

    private void requireOurs(KeyStatement said, PendingKeys pending) throws IOException {
        var origin = RoleKeys.origin(folder());
        var old = role.in(given.folder(folder()), origin).keys();
        var last = rotations().requireInForce(role.toString(), old);
        long number = last.map(one -> one.statement().number()).orElse(1L) + 1;
        if (!said.origin().equals(origin)
                || said.number() != number
                || !said.old().equals(old)
                || !said.next().equals(role.in(next.folder(role, pending), origin).keys())) {
            throw new Invalid("the request is not for the keys of this folder");
        }
    }
}
