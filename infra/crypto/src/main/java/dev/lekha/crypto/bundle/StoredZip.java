package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Malformed;
import dev.lekha.kernel.Sha2;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A zip in the one form that its files have: stored, without dates, comments or room in between. So
 * whatever differs is damage, and two readers cannot see different files in it.
 */
final class StoredZip implements Closeable {
    /** A day that takes no extra field, as the first that a zip knows would. */
    static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipFile zip;
    private final Map<String, String> digests = new TreeMap<>();

    private StoredZip(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Reads all of it once.
     *
     * @throws Malformed where it is not of that form
     */
    static StoredZip open(Path file) throws IOException {
        try {
            var zip = new StoredZip(new ZipFile(file.toFile()));
            try {
                zip.requireForm(file);
                return zip;
            } catch (IOException | RuntimeException failed) {
                zip.close();
                throw failed;
            }
        } catch (ZipException | EOFException | IllegalArgumentException malformed) {
            throw new Malformed("no zip of that form: " + malformed.getMessage());
        }
    }

    /** Writes it once more, into a comparison with itself. */
    private void requireForm(Path file) throws IOException {
        try (var original = new BufferedInputStream(Files.newInputStream(file))) {
            try (var again = new ZipOutputStream(new Comparison(original))) {
                for (var entry : entries()) {
                    var digest = Sha2.SHA_256.begin();
                    again.putNextEntry(header(entry.getName(), entry.getSize(), entry.getCrc()));
                    try (var in = zip.getInputStream(entry)) {
                        in.transferTo(new DigestOutputStream(again, digest));
                    }
                    again.closeEntry();
                    digests.put(entry.getName(), HexFormat.of().formatHex(digest.digest()));
                }
            }
            if (original.read() >= 0) {
                throw new Malformed("bytes follow the end of the zip");
            }
        }
    }

    private List<? extends ZipEntry> entries() {
        var entries = new ArrayList<ZipEntry>();
        zip.stream().forEach(entries::add);
        return entries;
    }

    static ZipEntry header(String name, long size, long crc) {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(NO_DATE);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc);
        return entry;
    }

    /** SHA-256 in hex by name. */
    Map<String, String> digests() {
        return digests;
    }

    boolean has(String name) {
        return digests.containsKey(name);
    }

    /** Of a file that it {@linkplain #has has}. */
    InputStream stream(String name) throws IOException {
        return zip.getInputStream(zip.getEntry(name));
    }

    byte[] read(String name) throws IOException {
        try (var in = stream(name)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Comparison extends OutputStream {
        private final InputStream original;

        Comparison(InputStream original) {
            this.original = original;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var there = original.readNBytes(length);
            if (!Arrays.equals(there, 0, there.length, bytes, offset, offset + length)) {
                throw new Malformed("the zip is not in the one form that its files have");
            }
        }
    }
}
