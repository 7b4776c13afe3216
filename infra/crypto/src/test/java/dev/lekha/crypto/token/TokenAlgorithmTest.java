package dev.lekha.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.key.KeyUnusable;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

/** What tokens of several makers write, without one of them. */
class TokenAlgorithmTest {
    private static byte[] point(KeyPair keys) {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets();
    }

    @Test
    void an_edwards_key_is_read_in_each_form_that_the_versions_of_pkcs_11_gave_it()
            throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519", Bouncy.CASTLE).generateKeyPair();
        var name = new DERPrintableString("edwards25519").getEncoded();
        for (var written :
                new byte[][] {
                    point(keys),
                    new DEROctetString(point(keys)).getEncoded(),
                    new DERBitString(point(keys)).getEncoded()
                }) {
            assertThat(TokenAlgorithm.ED25519.publicKey(name, written)).isEqualTo(keys.getPublic());
        }
    }

    @Test
    void r_and_s_of_a_token_are_a_signature_in_der() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC", Bouncy.CASTLE);
        generator.initialize(new ECGenParameterSpec("P-256"));
        var keys = generator.generateKeyPair();
        var message = "a message".getBytes(StandardCharsets.US_ASCII);
        // Of the digest alone, as CKM_ECDSA does it.
        var token = Signature.getInstance("NONEwithECDSAinP1363Format", "SunEC");
        token.initSign(keys.getPrivate());
        token.update(TokenAlgorithm.EC.input(message));

        var signature = TokenAlgorithm.EC.signature(token.sign());

        var parameters =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
                        .getAlgorithm()
                        .getParameters()
                        .toASN1Primitive()
                        .getEncoded();
        var point = new DEROctetString(point(keys)).getEncoded();
        var verifier = Signature.getInstance(TokenAlgorithm.EC.signatures(), Bouncy.CASTLE);
        verifier.initVerify(TokenAlgorithm.EC.publicKey(parameters, point));
        verifier.update(message);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void what_is_no_point_is_no_public_key() throws Exception {
        var name = new DERPrintableString("edwards25519").getEncoded();
        var odd = new DEROctetString(Arrays.copyOf(new byte[] {1}, 31)).getEncoded();
        for (var wrong : new byte[][] {odd, {}, {5, 0}}) {
            assertThatThrownBy(() -> TokenAlgorithm.ED25519.publicKey(name, wrong))
                    .isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> TokenAlgorithm.EC.publicKey(name, wrong))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void other_algorithms_are_not_taken_from_tokens() {
        assertThatThrownBy(() -> TokenAlgorithm.named("ML-DSA-44"))
                .isInstanceOf(KeyUnusable.class)
                .hasMessage("keys of ML-DSA-44 are not taken from tokens, only Ed25519 and EC.");
    }
}
