package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Malformed;
import dev.lekha.kernel.leaf.Leaf;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records of a bundle that was verified, in their order. */
public final class BundleEvents implements Iterator<Leaf>, Closeable {
    private final StoredZip zip;
    private final DataInputStream in;
    private long left;
    private long position;

    private BundleEvents(StoredZip zip, DataInputStream in, long begin, long end) {
        this.zip = zip;
        this.in = in;
        this.position = begin;
        this.left = end - begin;
    }

    /**
     * @throws Malformed where it is no bundle; what it proves, {@link BundleCheck} tells
     */
    public static BundleEvents open(Path bundle) throws IOException {
        var zip = StoredZip.open(bundle);
        try {
            if (!zip.has(Parts.RANGE_PROOF)) {
                throw new Malformed("a bundle of a selection is no part of the log in one piece");
            }
            var range = ProofText.parse(zip.read(Parts.RANGE_PROOF), ProofText.Format.RANGE);
            var leaves = new DataInputStream(new BufferedInputStream(zip.stream(Parts.LEAVES)));
            return new BundleEvents(zip, leaves, range.numbers().get(0), range.numbers().get(1));
        } catch (IOException | RuntimeException failed) {
            zip.close();
            throw failed;
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Leaf next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            var record = new byte[in.readUnsignedShort()];
            in.readFully(record);
            left--;
            position++;
            var opening = Parts.OPENINGS + position;
            return new Leaf(record, zip.has(opening) ? zip.read(opening) : new byte[0]);
        } catch (EOFException cut) {
            throw new Malformed("the leaves end within leaf " + (position + 1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            in.close();
        }
    }
}
