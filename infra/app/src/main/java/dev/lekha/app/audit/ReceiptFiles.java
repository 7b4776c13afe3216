package dev.lekha.app.audit;

import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.Receipt;
import dev.lekha.kernel.leaf.CborReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Receipts that a platform gave, as whoever got them keeps them: files, or folders of files. A file
 * is one receipt as it is (a COSE_Sign1, as over MQTT), or receipts in base64, one a line (as over
 * HTTP). Folders are read again at each look, so that receipts can be put there meanwhile.
 */
final class ReceiptFiles {
    private static final int MOST_BYTES = 64 << 20;
    private static final byte COSE_SIGN1 = (byte) 0xd2;

    private final List<Path> given;
    private final List<VerificationKey> seals;
    private final Map<Path, FileTime> read = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /** A message that is to be provable by a time, and the file that says so. */
    record Promise(Path file, Receipt.Submission receipt) {}

    /**
     * @param seals the platform's, of which any may have sealed a receipt
     */
    ReceiptFiles(List<Path> given, List<VerificationKey> seals) {
        this.given = List.copyOf(given);
        this.seals = List.copyOf(seals);
    }

    /**
     * Promises of receipts that were not there before; receipts that promise nothing are none.
     *
     * @param refused is told the file, and why it, or a line of it, is no receipt of the platform
     */
    List<Promise> fresh(BiConsumer<Path, String> refused) {
        var promises = new ArrayList<Promise>();
        for (var file : files(refused)) {
            try {
                var changed = Files.getLastModifiedTime(file);
                if (!changed.equals(read.put(file, changed))) {
                    read(file, promises, refused);
                }
            } catch (IOException unreadable) {
                read.remove(file);
                refused.accept(file, unreadable.toString());
            }
        }
        return promises;
    }

    private List<Path> files(BiConsumer<Path, String> refused) {
        var files = new ArrayList<Path>();
        for (var one : given) {
            try {
                if (Files.isDirectory(one)) {
                    try (var within = Files.list(one)) {
                        within.filter(Files::isRegularFile).sorted().forEach(files::add);
                    }
                } else if (Files.exists(one)) {
                    files.add(one);
                } else {
                    throw new NoSuchFileException(one.toString());
                }
            } catch (IOException | UncheckedIOException unreadable) {
                refused.accept(one, unreadable.toString());
            }
        }
        return files;
    }

    private void read(Path file, List<Promise> promises, BiConsumer<Path, String> refused)
            throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            refused.accept(file, "it is longer than %d bytes".formatted(MOST_BYTES));
            return;
        }
        var bytes = Files.readAllBytes(file);
        if (bytes.length > 0 && bytes[0] == COSE_SIGN1) {
            take(file, bytes, promises, refused);
            return;
        }
        for (var line : new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (!line.isBlank()) {
                takeText(file, line.strip(), promises, refused);
            }
        }
    }

    private void takeText(
            Path file, String line, List<Promise> promises, BiConsumer<Path, String> refused) {
        try {
            take(file, Base64.getDecoder().decode(line), promises, refused);
        } catch (IllegalArgumentException noBase64) {
            refused.accept(file, "a line is not base64");
        }
    }

    private void take(
            Path file, byte[] cose, List<Promise> promises, BiConsumer<Path, String> refused) {
        try {
            var sealed = CoseSign1.read(cose);
            if (seals.stream().noneMatch(seal -> sealed.verifies(seal, Receipt.context()))) {
                refused.accept(file, "it is not under the platform's seal");
                return;
            }
            // In two files, it is one promise.
            if (Receipt.read(sealed.payload()) instanceof Receipt.Submission submission
                    && known.add(Sha2.SHA_256.hex(sealed.payload()))) {
                promises.add(new Promise(file, submission));
            }
        } catch (CborReader.Malformed malformed) {
            refused.accept(file, "it is no receipt: " + malformed.getMessage());
        }
    }
}
