package dev.lekha.crypto.archive;

import dev.lekha.crypto.Invalid;
import dev.lekha.kernel.Sha2;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TSPAlgorithms;

/** A digest by which hash trees of archives are made. */
public enum ArchiveDigest {
    SHA256(TSPAlgorithms.SHA256, Sha2.SHA_256),
    SHA512(NISTObjectIdentifiers.id_sha512, Sha2.SHA_512);

    private final ASN1ObjectIdentifier oid;
    private final Sha2 sha;

    ArchiveDigest(ASN1ObjectIdentifier oid, Sha2 sha) {
        this.oid = oid;
        this.sha = sha;
    }

    /**
     * @throws Invalid where it is not taken here
     */
    static ArchiveDigest of(ASN1ObjectIdentifier oid) {
        for (var digest : values()) {
            if (digest.oid.equals(oid)) {
                return digest;
            }
        }
        throw new Invalid("the record is by a digest that is not taken here: " + oid);
    }

    ASN1ObjectIdentifier oid() {
        return oid;
    }

    byte[] of(byte[]... parts) {
        return sha.of(parts);
    }

    byte[] of(Path file) throws IOException {
        var digest = sha.begin();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return digest.digest();
    }
}
