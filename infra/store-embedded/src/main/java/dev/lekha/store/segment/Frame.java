package dev.lekha.store.segment;

import dev.lekha.kernel.Sha2;

/**
 * The bytes of one commit: a head, the records, and the chain of all commits up to this one. All
 * numbers are big-endian.
 *
 * <pre>
 *  0  4  magic "LKFR"
 *  4  4  length of the frame, head and chain included
 *  8  8  position of the first record
 * 16  4  count of records, at least 1
 * 20  4  CRC-32C of bytes 0 to 19
 * 24  …  records, each:
 *         0  4  length of the record
 *         4  4  length of the body beside it
 *         8  4  CRC-32C of bytes 0 to 7, the record and the body beside it
 *        12  …  record, then the body beside it
 *  …  32  chain = SHA-256(chain of the frame before || all bytes of this frame before the chain)
 * </pre>
 */
final class Frame {
    static final int MAGIC = 0x4C4B4652;
    static final int HEAD = 24;
    static final int HEAD_CRC_AT = 20;
    static final int RECORD_HEAD = 12;
    static final int RECORD_CRC_AT = 8;
    static final int CHAIN = Sha2.SHA_256_BYTES;

    /** The shortest frame: one record of one byte. */
    static final int LEAST = HEAD + RECORD_HEAD + 1 + CHAIN;

    private Frame() {}
}
