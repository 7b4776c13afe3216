package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.Leaf;
import java.util.Arrays;

/** What a record says of its own place, and of a body that stands apart from it. */
final class Opening {
    private static final byte[] SALTED = {3};
    private static final int SALT_BYTES = 32;

    private Opening() {}

    /**
     * @throws Malformed where it is no record
     * @throws Invalid where it is that of another position
     */
    static CborReader requirePosition(byte[] record, long position) {
        try {
            var items = new CborReader(record);
            if (items.array() != Leaf.ITEMS || items.integer() != Leaf.FORMAT) {
                throw new Malformed("leaf %d is no record".formatted(position));
            }
            if (items.integer() != position) {
                throw new Invalid("leaf %d is that of another position".formatted(position));
            }
            return items;
        } catch (CborReader.Malformed malformed) {
            throw new Malformed("leaf %d: %s".formatted(position, malformed.getMessage()));
        }
    }

    /**
     * @throws Malformed where the record is none
     * @throws Invalid where the opening is not what the record commits to
     */
    static void require(byte[] record, long position, byte[] opening) {
        var items = requirePosition(record, position);
        try {
            items.integer();
            for (int i = 0; i < 3; i++) {
                items.skipText();
            }
            skipTexts(items);
            skipTexts(items);
            long kind = items.integer();
            var body = items.bytes();
            if (!Arrays.equals(body, commitment(kind, opening, position))) {
                throw new Invalid("what is shown of leaf %d is another body".formatted(position));
            }
        } catch (CborReader.Malformed malformed) {
            throw new Malformed("leaf %d: %s".formatted(position, malformed.getMessage()));
        }
    }

    private static void skipTexts(CborReader items) {
        for (int left = items.array(); left > 0; left--) {
            items.skipText();
        }
    }

    private static byte[] commitment(long kind, byte[] opening, long position) {
        if (kind == Leaf.SALTED_COMMITMENT && opening.length >= SALT_BYTES) {
            return Sha2.SHA_256.of(SALTED, opening);
        }
        if (kind == Leaf.BESIDE) {
            return Sha2.SHA_256.of(opening);
        }
        throw new Invalid("leaf %d commits to no such body".formatted(position));
    }
}
