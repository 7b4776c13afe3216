package dev.lekha.app.keys;

import dev.lekha.crypto.key.KeyFile;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyRole;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement names of a witness: its Ed25519 key as a plain one, which signs the statement,
 * since a cosignature is over checkpoints alone; then both as they cosign.
 */
final class WitnessKeys {
    static final List<KeyRole> FILES = List.of(KeyRole.WITNESS, KeyRole.WITNESS_ML_DSA);

    private WitnessKeys() {}

    /** The keys of that folder, made where there are none. */
    static RoleKeys.Signing in(Path keys, String name) {
        var cosigners = new KeyFolder(keys).witness(name);
        var key = KeyFile.read(keys.resolve(KeyRole.WITNESS.file())).key();
        var plain = SignerKey.of(name, SignatureType.ED25519, key);
        var shown = new ArrayList<NamedKey>(List.of(plain.key()));
        cosigners.forEach(cosigner -> shown.add(cosigner.key()));
        return new RoleKeys.Signing(shown, text -> plain.sign(text, Instant.EPOCH));
    }
}
