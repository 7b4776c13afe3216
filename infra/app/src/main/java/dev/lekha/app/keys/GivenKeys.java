package dev.lekha.app.keys;

import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyRole;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.key.Pkcs12;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the keys in force are, as the platform's settings name it. */
final class GivenKeys {
    @Option(
            names = "--store",
            paramLabel = "mongodb://HOST/DATABASE",
            description = {
                "The store, where it is not the one of the data folder; nodes may be running.",
                "The data folder then has the folders evidence and keys that they share."
            })
    private String store = "";

    @Option(
            names = "--pkcs12",
            paramLabel = "ROLE=FILE",
            description = "As lekha.evidence.pkcs12.ROLE.file has it; once for each role.")
    private Map<String, Path> files = new TreeMap<>();

    @Option(
            names = "--password-file",
            paramLabel = "ROLE=FILE",
            description = "As lekha.evidence.pkcs12.ROLE.password-file has it.")
    private Map<String, Path> passwords = new TreeMap<>();

    KeyLog open(Path data) {
        return KeyLog.open(data, store);
    }

    /** Those of the data folder, but for the ones that were made elsewhere. */
    KeyFolder folder(Path data) {
        var elsewhere = new EnumMap<KeyRole, HeldKey>(KeyRole.class);
        files.forEach((role, file) -> {
            var password = passwords.get(role);
            if (password == null) {
                throw new KeyUnusable("There is no --password-file " + role + "=FILE.");
            }
            elsewhere.put(KeyRole.named(role), Pkcs12.read(file, password));
        });
        return new KeyFolder(data.resolve("keys"), elsewhere);
    }
}
