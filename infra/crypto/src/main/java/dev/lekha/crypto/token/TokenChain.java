package dev.lekha.crypto.token;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.token.Session.Wanted;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** The certificates of a token, in the order in which they vouch for a key. */
final class TokenChain {
    private static final long CKA_CERTIFICATE_TYPE = 0x80;
    private static final long CKO_CERTIFICATE = 1;
    private static final long CKC_X_509 = 0;

    private TokenChain() {}

    /**
     * The key's own, then each that signed the one before; empty where it has none.
     *
     * @throws KeyUnusable where there are two of the key, or something that is none
     */
    static List<X509Certificate> of(OpenKey key, KeyInToken at) {
        var all = all(key.session(), at);
        var own = all.stream().filter(one -> one.getPublicKey().equals(key.publicKey())).toList();
        if (own.size() > 1) {
            throw new KeyUnusable("there are %d certificates of %s.".formatted(own.size(), at));
        }
        var chain = new ArrayList<>(own);
        while (!chain.isEmpty()) {
            var last = chain.getLast();
            var next = all.stream().filter(one -> !chain.contains(one) && signed(one, last));
            var found = next.findFirst();
            if (found.isEmpty()) {
                break;
            }
            chain.add(found.get());
        }
        return chain;
    }

    private static List<X509Certificate> all(Session session, KeyInToken at) {
        var certificates = new ArrayList<X509Certificate>();
        for (long object :
                session.find(
                        List.of(
                                Wanted.of(OpenKey.CKA_CLASS, CKO_CERTIFICATE),
                                Wanted.of(CKA_CERTIFICATE_TYPE, CKC_X_509)))) {
            session.attribute(object, OpenKey.CKA_VALUE)
                    .map(der -> certificate(der, at))
                    .ifPresent(certificates::add);
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der, KeyInToken at) {
        try {
            return new JcaX509CertificateConverter()
                    .setProvider(Bouncy.CASTLE)
                    .getCertificate(new X509CertificateHolder(der));
        } catch (IOException | GeneralSecurityException other) {
            throw new KeyUnusable(at.tokenName() + " holds a certificate that is none.", other);
        }
    }

    private static boolean signed(X509Certificate issuer, X509Certificate one) {
        if (!issuer.getSubjectX500Principal().equals(one.getIssuerX500Principal())) {
            return false;
        }
        try {
            one.verify(issuer.getPublicKey(), Bouncy.CASTLE);
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
