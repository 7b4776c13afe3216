package dev.lekha.crypto.archive;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.time.ProvenTime;
import dev.lekha.crypto.time.TimeStampCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampChain;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampSequence;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.tsp.PartialHashtree;

/**
 * Verifies an evidence record (RFC 4998, 5.3): the first token is over the file; each one behind it
 * over the one before, or over the file and all before by another digest; and each came while the
 * certificate of the one before was good. The library makes records and checks less of them.
 */
public final class EvidenceRecordCheck {
    private final TimeStampCheck stamps;

    public EvidenceRecordCheck(Collection<X509Certificate> roots) {
        this.stamps = new TimeStampCheck(roots);
    }

    /**
     * The times of all tokens, the first first: the file existed before that one.
     *
     * @param now at which the last certificate has to be good
     * @throws Malformed where it is no record
     * @throws Invalid where it does not prove that
     */
    public List<ProvenTime> verify(byte[] record, Path file, Instant now) throws IOException {
        try {
            return verify(read(record), file, now);
        } catch (Rejected told) {
            throw told;
        } catch (RuntimeException unreadable) {
            // As with tokens, the parser takes some apart only when they are used.
            throw new Malformed("no evidence record: " + unreadable);
        }
    }

    private static EvidenceRecord read(byte[] record) throws IOException {
        ASN1Primitive whole;
        try {
            whole = ASN1Primitive.fromByteArray(record);
        } catch (IOException unreadable) {
            throw new Malformed("no evidence record: " + unreadable.getMessage());
        }
        if (!Arrays.equals(whole.getEncoded(ASN1Encoding.DER), record)) {
            throw new Malformed("the record is not in DER");
        }
        return EvidenceRecord.getInstance(whole);
    }

    private List<ProvenTime> verify(EvidenceRecord record, Path file, Instant now)
            throws IOException {
        var chains = record.getArchiveTimeStampSequence().getArchiveTimeStampChains();
        var times = new ArrayList<ProvenTime>();
        var goodUntil = Instant.MAX;
        for (int i = 0; i < chains.length; i++) {
            byte[] before = new byte[0];
            for (var stamp : chains[i].getArchiveTimestamps()) {
                var digest = ArchiveDigest.of(stamp.getDigestAlgorithmIdentifier().getAlgorithm());
                requireOne(digest, chains[i]);
                var covered =
                        before.length > 0 ? digest.of(before) : covered(digest, file, chains, i);
                before = der(stamp.getTimeStamp());
                var token = stamps.verifyToken(before, root(stamp, digest, covered));
                requireInTime(token.time().time(), goodUntil);
                goodUntil = token.goodUntil();
                times.add(token.time());
            }
        }
        if (times.isEmpty()) {
            throw new Malformed("a record without a token");
        }
        requireInTime(now, goodUntil);
        return times;
    }

    private static void requireInTime(Instant at, Instant goodUntil) {
        if (at.isAfter(goodUntil)) {
            throw new Invalid(
                    "a certificate ended at %s, before it was renewed".formatted(goodUntil));
        }
    }

    private static void requireOne(ArchiveDigest digest, ArchiveTimeStampChain chain) {
        for (var stamp : chain.getArchiveTimestamps()) {
            if (digest != ArchiveDigest.of(stamp.getDigestAlgorithmIdentifier().getAlgorithm())) {
                throw new Invalid("a chain of two digests");
            }
        }
    }

    /** What the first token of a chain is over: the file, and by then all chains before. */
    private static byte[] covered(
            ArchiveDigest digest, Path file, ArchiveTimeStampChain[] chains, int index)
            throws IOException {
        var hash = digest.of(file);
        if (index == 0) {
            return hash;
        }
        var before = new ArchiveTimeStampSequence(Arrays.copyOf(chains, index));
        return digest.of(hash, digest.of(der(before)));
    }

    /** Up the reduced hash tree (4.3); without one the token is over the hash itself. */
    private static byte[] root(ArchiveTimeStamp stamp, ArchiveDigest digest, byte[] covered) {
        var lists = stamp.getReducedHashTree();
        if (lists == null || lists.length == 0) {
            return covered;
        }
        if (Arrays.stream(lists[0].getValues()).noneMatch(hash -> Arrays.equals(hash, covered))) {
            throw new Invalid("the record is of something else");
        }
        byte[] root = new byte[0];
        for (var list : lists) {
            root = node(digest, list, root);
        }
        return root;
    }

    private static byte[] node(ArchiveDigest digest, PartialHashtree list, byte[] below) {
        var hashes = new ArrayList<>(List.of(list.getValues()));
        if (below.length > 0) {
            hashes.add(below);
        }
        hashes.sort(Arrays::compareUnsigned);
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        var joined = new ByteArrayOutputStream();
        hashes.forEach(joined::writeBytes);
        return digest.of(joined.toByteArray());
    }

    private static byte[] der(ASN1Object object) throws IOException {
        return object.getEncoded(ASN1Encoding.DER);
    }
}
