package dev.lekha.app.keys;

import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.key.Pkcs12;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the next keys of a role are: made here, or elsewhere. */
final class NextKeys {
    @Option(
            names = "--next-pkcs12",
            paramLabel = "FILE",
            description = "The next key, made elsewhere; for --prepare and for --apply.")
    private @Nullable Path file;

    @Option(names = "--next-password-file", paramLabel = "FILE", description = "Its password.")
    private @Nullable Path password;

    /** The given key is the role's first; what else it has is made in the folder. */
    KeyFolder folder(RoleKeys role, PendingKeys pending) {
        if (file == null) {
            return new KeyFolder(pending.folder());
        }
        if (password == null) {
            throw new KeyUnusable("There is no --next-password-file.");
        }
        var given = Map.of(role.files().getFirst(), Pkcs12.read(file, password));
        return new KeyFolder(pending.folder(), given);
    }

    /** What is left for the operator to do. */
    void tell(RoleKeys role, PrintWriter out) {
        if (file != null) {
            var setting = "lekha.evidence.pkcs12." + role;
            out.printf(
                    "Now set %s.file=%s and %s.password-file=%s, and start again;%n"
                            + "until then nothing is signed by this role.%n",
                    setting, file, setting, password);
        }
    }
}
