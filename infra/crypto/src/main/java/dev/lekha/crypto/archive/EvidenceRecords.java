package dev.lekha.crypto.archive;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.time.TimeStamper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.ers.ERSArchiveTimeStampGenerator;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSEvidenceRecordGenerator;
import org.bouncycastle.tsp.ers.ERSException;
import org.bouncycastle.tsp.ers.ERSFileData;

/**
 * Makes evidence records (RFC 4998) and renews them, by the word of one time-stamp authority. What
 * they prove, {@link EvidenceRecordCheck} tells.
 */
public final class EvidenceRecords {
    private static final int NONCE_BITS = 64;

    private final TimeStamper authority;
    private final DigestCalculatorProvider digests;
    private final SecureRandom random = new SecureRandom();

    public EvidenceRecords(TimeStamper authority) {
        this.authority = authority;
        try {
            this.digests = new JcaDigestCalculatorProviderBuilder().setProvider("SUN").build();
        } catch (OperatorCreationException missing) {
            throw new IllegalStateException("SUN", missing);
        }
    }

    /**
     * One record for each file, in their order, by one token over all of them.
     *
     * @throws Invalid where the authority refuses
     * @throws IOException where a file cannot be read, or the authority not be reached
     */
    public List<byte[]> make(List<Path> files, ArchiveDigest digest)
            throws IOException, InterruptedException {
        try {
            var tree = new ERSArchiveTimeStampGenerator(calculator(digest));
            var data = new ArrayList<ERSData>();
            for (var file : files) {
                data.add(new ERSFileData(file.toFile()));
            }
            tree.addAllData(data);
            var request = tree.generateTimeStampRequest(queries(), nonce());
            var stamps = tree.generateArchiveTimeStamps(answer(request));
            var records = new ArrayList<byte[]>();
            for (var stamp : stamps) {
                records.add(new ERSEvidenceRecordGenerator(digests).generate(stamp).getEncoded());
            }
            return records;
        } catch (TSPException | ERSException failed) {
            throw new Invalid("no record: " + failed.getMessage());
        }
    }

    /** Before the last token's key or certificate ends: a new token over the last one. */
    public byte[] renewTimeStamp(byte[] record) throws IOException, InterruptedException {
        try {
            var old = read(record);
            var request = old.generateTimeStampRenewalRequest(queries(), nonce());
            return old.renewTimeStamp(answer(request)).getEncoded();
        } catch (TSPException | ERSException failed) {
            throw new Invalid("not renewed: " + failed.getMessage());
        }
    }

    /** Before the digest falls: a new hash tree by another one, over the file and all tokens. */
    public byte[] renewHashTree(byte[] record, Path file, ArchiveDigest digest)
            throws IOException, InterruptedException {
        try {
            var old = read(record);
            var request =
                    old.generateHashRenewalRequest(
                            calculator(digest), new ERSFileData(file.toFile()), queries(), nonce());
            var answer = answer(request);
            return old.renewHash(calculator(digest), new ERSFileData(file.toFile()), answer)
                    .getEncoded();
        } catch (TSPException | ERSException failed) {
            throw new Invalid("not renewed: " + failed.getMessage());
        }
    }

    private ERSEvidenceRecord read(byte[] record) {
        try {
            return new ERSEvidenceRecord(record, digests);
        } catch (TSPException | ERSException | RuntimeException unreadable) {
            throw new Malformed("no evidence record: " + unreadable.getMessage());
        }
    }

    private DigestCalculator calculator(ArchiveDigest digest) {
        try {
            return digests.get(new AlgorithmIdentifier(digest.oid()));
        } catch (OperatorCreationException missing) {
            throw new IllegalStateException(digest.name(), missing);
        }
    }

    private static TimeStampRequestGenerator queries() {
        var queries = new TimeStampRequestGenerator();
        queries.setCertReq(true);
        return queries;
    }

    private BigInteger nonce() {
        return new BigInteger(NONCE_BITS, random);
    }

    private TimeStampResponse answer(TimeStampRequest request)
            throws IOException, InterruptedException, TSPException {
        var response = new TimeStampResponse(authority.answer(request.getEncoded()));
        response.validate(request);
        if (response.getTimeStampToken() == null) {
            throw new Invalid("the authority refused: " + response.getStatusString());
        }
        return response;
    }
}
