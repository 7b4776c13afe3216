package dev.lekha.app.keys;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyFile;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lekha keys root}: makes the key by whose word others change; it is kept off-line. */
@Command(
        name = "root",
        description = "Makes a root key, to be kept off-line, and prints its verifier key.",
        mixinStandardHelpOptions = true)
final class MakeRoot implements Callable<Integer> {
    static final String NAME = "lekha-root";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The new key.")
    private Path file = Path.of("");

    @Option(
            names = "--name",
            defaultValue = NAME,
            description = "Its name; part of the key (default: ${DEFAULT-VALUE}).")
    private String name = NAME;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519", Bouncy.CASTLE).generateKeyPair();
        KeyFile.create(file, new HeldKey(pair.getPrivate(), List.of()));
        var out = spec.commandLine().getOut();
        out.println(SignerKey.of(name, SignatureType.ED25519, pair.getPrivate()).key());
        out.flush();
        return 0;
    }
}
