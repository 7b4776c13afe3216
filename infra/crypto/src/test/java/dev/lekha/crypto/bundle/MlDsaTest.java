package dev.lekha.crypto.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second verifier's own ML-DSA-44 (FIPS 204) beside Bouncy Castle's. */
class MlDsaTest {
    private static final int KEYS = 24;
    private static final long SEED = Long.getLong("lekha.seed", 5);
    private static final HexFormat HEX = HexFormat.of();

    @TempDir Path folder;

    private record Signed(byte[] key, byte[] message, byte[] signature) {
        String line() {
            return HEX.formatHex(key)
                    + " "
                    + HEX.formatHex(message)
                    + " "
                    + HEX.formatHex(signature);
        }

        boolean holds() throws Exception {
            var algorithm = new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44);
            var encoded = new SubjectPublicKeyInfo(algorithm, key).getEncoded();
            var factory = KeyFactory.getInstance("ML-DSA-44", Bouncy.CASTLE);
            var verifier = Signature.getInstance("ML-DSA-44", Bouncy.CASTLE);
            verifier.initVerify(factory.generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(message);
            try {
                return verifier.verify(signature);
            } catch (SignatureException malformed) {
                return false;
            }
        }
    }

    @BeforeEach
    void installed() throws Exception {
        assumeTrue(SecondVerifier.isHere(), "python3 or openssl is not installed");
    }

    @Test
    void signatures_by_keys_of_chance_hold_and_what_chance_makes_of_them_does_not()
            throws Exception {
        var random = new Random(SEED);
        var all = new ArrayList<Signed>();
        for (int i = 0; i < KEYS; i++) {
            var signer = signer(random);
            var message = bytes(random, random.nextInt(600));
            var good = new Signed(signer.key().raw(), message, signer.sign(message));
            all.add(good);
            all.add(new Signed(flipped(random, good.key), message, good.signature));
            all.add(new Signed(good.key, bytes(random, 1 + message.length), good.signature));
            all.add(new Signed(good.key, message, flipped(random, good.signature)));
            all.add(new Signed(good.key, message, signer(random).sign(message)));
        }
        var said = second(all.stream().map(Signed::line).toList());
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).holds()).as("seed %d, %d", SEED, i).isEqualTo(i % 5 == 0);
            assertThat(said.get(i)).as("seed %d, %d", SEED, i).isEqualTo(i % 5 == 0);
        }
    }

    @Test
    void values_out_of_range_and_hints_in_another_form_are_refused_and_those_just_within_are_not()
            throws Exception {
        var run = new SecondVerifier(folder).signatures("edges", List.of());
        assertThat(run.exitCode()).as("%s", run.lines()).isZero();
        var said = second(run.lines().stream().map(line -> line.split(" ", 2)[1]).toList());
        for (int i = 0; i < said.size(); i++) {
            var parts = run.lines().get(i).split(" ");
            boolean holds = Boolean.parseBoolean(parts[0]);
            var signed =
                    new Signed(
                            HEX.parseHex(parts[1]), HEX.parseHex(parts[2]), HEX.parseHex(parts[3]));
            assertThat(signed.holds()).as("edge %d", i).isEqualTo(holds);
            assertThat(said.get(i)).as("edge %d", i).isEqualTo(holds);
        }
        assertThat(said).contains(true, false);
    }

    private static SignerKey signer(Random random) {
        return SignerKey.ofSeed(
                "any.example/key", SignatureType.COSIGNATURE_ML_DSA_44, bytes(random, 32));
    }

    private static byte[] bytes(Random random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(Random random, byte[] bytes) {
        var changed = bytes.clone();
        changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private List<Boolean> second(List<String> lines) throws Exception {
        var run = new SecondVerifier(folder).signatures("verify", lines);
        assertThat(run.lines()).as("exit code %d", run.exitCode()).hasSameSizeAs(lines);
        assertThat(run.lines()).isSubsetOf("true", "false");
        return run.lines().stream().map(Boolean::parseBoolean).toList();
    }
}
