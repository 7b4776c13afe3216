package dev.lekha.app.keys;

import dev.lekha.app.FolderCommand;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lekha keys introduce}: declares the root, and tells the log of its first keys. */
@Command(
        name = "introduce",
        description = "Declares the root, once, and tells the log of the keys in force.",
        mixinStandardHelpOptions = true)
final class IntroduceKeys extends FolderCommand {
    @Option(
            names = "--root",
            paramLabel = "VKEY",
            required = true,
            description = "The root's verifier key, as lekha keys root prints it.")
    private String root = "";

    @Override
    public Integer call() throws IOException {
        var declared = VerifierKey.parse(root);
        var files = new RotationFiles(folder().resolve("evidence"));
        if (files.declaredRoot().isPresent()) {
            throw new Invalid("a root is declared already");
        }
        var origin = RoleKeys.origin(folder());
        try (var log = StoppedLog.open(folder())) {
            for (var role : RoleKeys.values()) {
                var note = statement(role, origin, declared);
                var fields = Map.<String, Object>of("role", role.name(), "statement", note);
                log.append(log.head() + 1, "evidence.KeyIntroduced", fields);
                out().printf("%s: introduced at position %d%n", role, log.head());
            }
        }
        files.declareRoot(declared);
        out().flush();
        return 0;
    }

    private String statement(RoleKeys role, String origin, VerifierKey declared) {
        var keys = role.in(folder().resolve("keys"), origin);
        var said =
                new KeyStatement(origin, role.name(), 1, List.of(), RoleKeys.shown(keys), declared);
        var line = keys.getFirst().sign(said.text(), Instant.EPOCH);
        return new Note(said.text(), List.of(line)).toString();
    }
}
