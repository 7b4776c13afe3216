package dev.lekha.app.keys;

import dev.lekha.app.FolderCommand;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin private GivenKeys given = new GivenKeys();

    @Override
    public Integer call() throws IOException {
        var declared = VerifierKey.parse(root);
        var files = new RotationFiles(folder().resolve("evidence"));
        if (files.declaredRoot().isPresent()) {
            throw new Invalid("a root is declared already");
        }
        var origin = RoleKeys.origin(folder());
        try (var log = given.open(folder())) {
            for (var role : RoleKeys.values()) {
                var note = statement(role, origin, declared);
                var fields = new TreeMap<String, Object>();
                fields.put("role", role.toString());
                fields.put("statement", note);
                long position = log.append(log.head() + 1, "evidence.KeyIntroduced", fields);
                out().printf("%s: introduced at position %d%n", role, position);
            }
        }
        files.declareRoot(declared);
        out().flush();
        return 0;
    }

    private String statement(RoleKeys role, String origin, VerifierKey declared) {
        var keys = role.in(given.folder(folder()), origin);
        var said = new KeyStatement(origin, role.toString(), 1, List.of(), keys.keys(), declared);
        return new Note(said.text(), List.of(keys.sign(said.text()))).toString();
    }
}
