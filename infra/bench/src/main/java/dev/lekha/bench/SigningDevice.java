package dev.lekha.bench;

import dev.lekha.devices.DeviceSigner;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.OriginStatement;

/** A device with a key of one kind, and the check that its evidence goes through. */
final class SigningDevice {
    private static final byte[] CONTEXT = OriginStatement.context(new NodeId("meter-1"));

    private final DeviceSigner signer;
    private final VerificationKey publicKey;

    SigningDevice(SignatureAlgorithm algorithm) {
        this.signer = DeviceSigner.of(algorithm, "k1");
        this.publicKey = signer.publicKey();
    }

    byte[] evidence() {
        var statement = new OriginStatement("ab".repeat(32), 1_000, "cd".repeat(32));
        return signer.sign(statement.bytes(), CONTEXT).bytes();
    }

    /** As the platform does it for each signed message, from bytes to a verdict. */
    void verify(byte[] evidence) {
        var signed = CoseSign1.read(evidence);
        OriginStatement.read(signed.payload());
        if (!signed.verifies(publicKey, CONTEXT)) {
            throw new IllegalStateException("the evidence does not hold");
        }
    }
}
