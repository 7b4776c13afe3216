package dev.lekha.app.keys;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyFile;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lekha keys sign-rotation}: the root's word, on the machine where the root is kept. */
@Command(
        name = "sign-rotation",
        description = {
            "Shows a rotation that was prepared and signs it with the root.",
            "Needs neither a network nor a data folder."
        },
        mixinStandardHelpOptions = true)
final class SignRotation implements Callable<Integer> {
    @Parameters(paramLabel = "REQUEST", description = "The file that rotate --prepare wrote.")
    private Path request = Path.of("");

    @Option(names = "--root", paramLabel = "FILE", required = true, description = "The root key.")
    private Path root = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var note = Note.parse(Files.readAllBytes(request));
        var said = KeyStatement.requireRequest(note);
        var key = KeyFile.read(root).key();
        var signer = SignerKey.of(said.root().name(), SignatureType.ED25519, key);
        if (!signer.key().equals(said.root())) {
            throw new Invalid("the statement names another root than this key");
        }
        var line = signer.sign(said.text(), Instant.EPOCH);
        Files.write(request, note.with(List.of(line)).bytes());
        var out = spec.commandLine().getOut();
        out.print(said.text());
        out.println("signed by the root");
        out.flush();
        return 0;
    }
}
