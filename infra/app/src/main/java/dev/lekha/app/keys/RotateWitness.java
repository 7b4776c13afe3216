package dev.lekha.app.keys;

import dev.lekha.app.FolderCommand;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code lekha keys rotate-witness}: puts other keys of a witness in force. It has no log of its
 * own, so the statement stays beside its keys, to be given to whoever names it in a policy.
 */
@Command(
        name = "rotate-witness",
        description = {
            "Puts other keys of a stopped witness in force, in the steps of rotate.",
            "Leaves the statement in rotations/witness of its folder, for those who believe it."
        },
        mixinStandardHelpOptions = true)
final class RotateWitness extends FolderCommand {
    @Mixin private RotationStep step = new RotationStep();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "witness.local",
            description = "As the witness signs (default: ${DEFAULT-VALUE}).")
    private String name = "witness.local";

    @Option(
            names = "--root",
            paramLabel = "VKEY",
            description = "The root by whose word its keys change; the first time, to --prepare.")
    private String root = "";

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(keys())) {
            throw new IOException(folder() + " is the folder of no witness.");
        }
        try (var _ =
                FolderLock.tried(folder())
                        .orElseThrow(() -> new IOException(folder() + " is in use; stop it."))) {
            if (step.applies()) {
                apply();
            } else {
                prepare();
            }
        }
        out().flush();
        return 0;
    }

    private Path keys() {
        return folder().resolve("keys");
    }

    private RotationFiles rotations() {
        return new RotationFiles(folder());
    }

    private void prepare() throws IOException {
        if (!root.isEmpty() && rotations().declaredRoot().isEmpty()) {
            rotations().declareRoot(VerifierKey.parse(root));
        }
        var pending = new PendingKeys(keys());
        pending.make();
        var said = statement(pending);
        var text = said.text();
        var old = WitnessKeys.in(keys(), name);
        var next = WitnessKeys.in(pending.folder(), name);
        var note = new Note(text, List.of(old.sign(text), next.sign(text)));
        Files.write(step.request(), note.bytes(), StandardOpenOption.CREATE_NEW);
        out().printf("%s: have it signed by the root, then --apply it.%n", step.request());
    }

    private KeyStatement statement(PendingKeys pending) {
        var old = WitnessKeys.in(keys(), name).keys();
        var last = rotations().requireInForce(RotationFiles.WITNESS, old);
        long number = last.map(one -> one.statement().number()).orElse(1L) + 1;
        var next = WitnessKeys.in(pending.folder(), name).keys();
        return new KeyStatement(name, RotationFiles.WITNESS, number, old, next, rotations().root());
    }

    private void apply() throws IOException {
        var note = Files.readAllBytes(step.request());
        var said = KeyStatement.verify(note, rotations().root());
        var pending = new PendingKeys(keys());
        if (!pending.isApplying()) {
            if (!said.equals(statement(pending))) {
                throw new Invalid("the request is not for the keys of this folder");
            }
            pending.begin(said.number());
        }
        rotations().write(RotationFiles.WITNESS, said.number(), note);
        pending.moveIn(WitnessKeys.FILES, said.number());
        tell(said);
    }

    private void tell(KeyStatement said) {
        out().println("For policies and lekha.evidence.witnesses:");
        said.old().stream().skip(1).forEach(key -> out().println("until now " + key));
        said.next().stream().skip(1).forEach(key -> out().println("from now " + key));
    }
}
