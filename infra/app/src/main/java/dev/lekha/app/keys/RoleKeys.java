package dev.lekha.app.keys;

import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyRole;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The roles whose keys a log tells of. A witness and an authority of time have no such log. */
enum RoleKeys {
    log(KeyRole.LOG, KeyRole.LOG_ML_DSA) {
        @Override
        List<SignerKey> in(Path folder, String origin) {
            return new KeyFolder(folder).log(origin);
        }
    },
    seal(KeyRole.SEAL) {
        @Override
        List<SignerKey> in(Path folder, String origin) {
            var key = new KeyFolder(folder).seal().key();
            return List.of(SignerKey.of(origin + "/seal", SignatureType.ED25519, key));
        }
    };

    private final List<KeyRole> files;

    RoleKeys(KeyRole... files) {
        this.files = List.of(files);
    }

    List<KeyRole> files() {
        return files;
    }

    /** The keys of that folder, made where there are none. */
    abstract List<SignerKey> in(Path folder, String origin);

    static List<VerifierKey> shown(List<SignerKey> keys) {
        return keys.stream().map(SignerKey::key).toList();
    }

    /** Names the log of a data folder, after its newest checkpoint. */
    static String origin(Path data) throws IOException {
        var file = data.resolve("evidence").resolve("checkpoint");
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + " is not there; nothing is published yet.");
        }
        return Checkpoint.parse(Note.parse(Files.readAllBytes(file)).text()).origin();
    }
}
