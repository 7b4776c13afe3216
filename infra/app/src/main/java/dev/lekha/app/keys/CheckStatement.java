package dev.lekha.app.keys;

import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lekha keys check}: whether a statement of keys is signed by all who must. */
@Command(
        name = "check",
        description = "Shows a statement of keys, if the old, the new and the root have signed it.",
        mixinStandardHelpOptions = true)
final class CheckStatement implements Callable<Integer> {
    @Parameters(paramLabel = "STATEMENT", description = "The file.")
    private Path statement = Path.of("");

    @Option(
            names = "--root",
            paramLabel = "VKEY",
            required = true,
            description = "The root that you believe.")
    private String root = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var note = Files.readAllBytes(statement);
        var said = KeyStatement.verify(note, VerifierKey.parse(root));
        var out = spec.commandLine().getOut();
        out.print(said.text());
        out.println("signed by all who must");
        out.flush();
        return 0;
    }
}
