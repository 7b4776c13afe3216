package dev.lekha.crypto.bundle;

import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.EntryBundle;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.kernel.Sha2;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipOutputStream;

/** Writes a bundle: each part once, in any order, the manifest when it is closed. */
public final class BundleWriter implements Closeable {
    private final Path spool;
    private final ZipOutputStream zip;
    private final SortedMap<String, String> digests = new TreeMap<>();

    /**
     * @param file must not be there yet; beside it the leaves are spooled
     */
    public BundleWriter(Path file) throws IOException {
        spool = file.resolveSibling(file.getFileName() + ".leaves");
        Files.createFile(file);
        zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /**
     * The leaves {@code begin} to {@code end}, exclusive, counted from 0, and their place in the
     * tree.
     *
     * @param proof as {@link dev.lekha.crypto.tree.Proofs#range} makes it, in the tree of {@code
     *     size} leaves, whose checkpoint must be added too
     */
    public BundleWriter leaves(
            long begin, long end, long size, List<Hash> proof, Iterator<byte[]> records)
            throws IOException {
        try {
            try (var out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool)))) {
                while (records.hasNext()) {
                    var record = records.next();
                    out.writeShort(record.length);
                    out.write(record);
                }
            }
            put(Parts.LEAVES, () -> Files.newInputStream(spool));
        } finally {
            Files.deleteIfExists(spool);
        }
        var text = new ProofText(List.of(begin, end, size), proof);
        return put(Parts.RANGE_PROOF, text.bytes(ProofText.Format.RANGE));
    }

    /** What is selected; {@link #run} holds it, and a bundle of a selection holds no range. */
    public BundleWriter selection(Selection selection) throws IOException {
        return put(Parts.SELECTION, selection.bytes());
    }

    /**
     * Events of a selection that stand one behind the other, and their place.
     *
     * @param begin of the first, from 0
     * @param proof of the range that they are, in the tree of {@code size} leaves
     */
    public BundleWriter run(long begin, long size, List<byte[]> records, List<Hash> proof)
            throws IOException {
        var place = new ProofText(List.of(begin, begin + records.size(), size), proof);
        return put(Parts.RUNS + begin, EntryBundle.of(records))
                .put(Parts.RUNS + begin + ".proof", place.bytes(ProofText.Format.RANGE));
    }

    public BundleWriter checkpoint(Note note) throws IOException {
        var size = Checkpoint.parse(note.text()).head().size();
        return put(Parts.CHECKPOINTS + size, note.bytes());
    }

    /** That the tree of {@code older} leaves is the beginning of the one of {@code newer}. */
    public BundleWriter consistency(long older, long newer, List<Hash> proof) throws IOException {
        var text = new ProofText(List.of(older, newer), proof);
        return put(Parts.CONSISTENCY + older, text.bytes(ProofText.Format.CONSISTENCY));
    }

    /**
     * A TimeStampResp over the bytes of the checkpoint of that size, as it stands in the bundle.
     *
     * @param authority a short name for it: lower-case letters, digits, hyphens
     */
    public BundleWriter timestamp(long size, String authority, byte[] answer) throws IOException {
        return put(Parts.TIMESTAMPS + size + "/" + authority + ".tsr", answer);
    }

    /** The body that a leaf commits to, with the salt before it where the commitment is salted. */
    public BundleWriter opening(long position, byte[] opening) throws IOException {
        return put(Parts.OPENINGS + position, opening);
    }

    /**
     * A rotation of the log's keys or of its time-stamp authority's, and where it stands.
     *
     * @param proof of the range that is its position alone, in the tree of {@code size} leaves
     */
    public BundleWriter rotation(long position, long size, byte[] record, List<Hash> proof)
            throws IOException {
        var place = new ProofText(List.of(position - 1, position, size), proof);
        return put(Parts.ROTATIONS + position, record)
                .put(Parts.ROTATIONS + position + ".proof", place.bytes(ProofText.Format.RANGE));
    }

    /**
     * What else an auditor may want to read, as the policy, the chains and the history of keys.
     * Nothing of it is believed.
     */
    public BundleWriter attachment(String name, byte[] bytes) throws IOException {
        return put(Parts.ATTACHMENTS + name, bytes);
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private BundleWriter put(String name, byte[] bytes) throws IOException {
        return put(name, () -> new ByteArrayInputStream(bytes));
    }

    private BundleWriter put(String name, Source source) throws IOException {
        var digest = Sha2.SHA_256.begin();
        var crc = new CRC32();
        long size;
        try (var in = new DigestInputStream(new CheckedInputStream(source.open(), crc), digest)) {
            size = in.transferTo(OutputStream.nullOutputStream());
        }
        zip.putNextEntry(StoredZip.header(name, size, crc.getValue()));
        try (var in = source.open()) {
            in.transferTo(zip);
        }
        zip.closeEntry();
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
        return this;
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            put(FileManifest.NAME, FileManifest.bytes(digests));
        }
    }
}
