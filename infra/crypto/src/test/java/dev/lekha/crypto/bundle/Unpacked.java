package dev.lekha.crypto.bundle;

import dev.lekha.kernel.Sha2;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The files of a bundle, to be changed and packed again. */
record Unpacked(Map<String, byte[]> files) {
    static Unpacked of(Path bundle) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(bundle.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (var in = zip.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return new Unpacked(files);
    }

    Unpacked copy() {
        return new Unpacked(new LinkedHashMap<>(files));
    }

    /** As who changes it would, to hide it. */
    Unpacked withNewManifest() {
        files.remove(FileManifest.NAME);
        var digests = new TreeMap<String, String>();
        files.forEach((name, bytes) -> digests.put(name, Sha2.SHA_256.hex(bytes)));
        files.put(FileManifest.NAME, FileManifest.bytes(digests));
        return this;
    }

    void pack(Path file) throws IOException {
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var entry : files.entrySet()) {
                var crc = new CRC32();
                crc.update(entry.getValue());
                zip.putNextEntry(
                        StoredZip.header(entry.getKey(), entry.getValue().length, crc.getValue()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
