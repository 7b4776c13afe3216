package dev.lekha.crypto.key;

import dev.lekha.crypto.Bouncy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A key that was made elsewhere, in a file of PKCS#12. */
public final class Pkcs12 {
    private Pkcs12() {}

    /**
     * The one key of the file and its chain, by a password that stands alone in another file.
     *
     * @param passwordFile for its owner alone, as a key is
     * @throws KeyUnusable also where that file is open to others
     */
    public static HeldKey read(Path file, Path passwordFile) {
        try {
            KeyFile.requireOwnerOnly(passwordFile);
            return read(file, Files.readString(passwordFile).strip().toCharArray());
        } catch (IOException unreadable) {
            throw new KeyUnusable(passwordFile + " cannot be read.", unreadable);
        }
    }

    /**
     * The one key of the file and its chain.
     *
     * @throws KeyUnusable where there is no such file, it holds not one key, or the password is not
     *     its
     */
    public static HeldKey read(Path file, char[] password) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12", Bouncy.CASTLE);
            store.load(in, password);
            var aliases = new ArrayList<String>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    aliases.add(alias);
                }
            }
            if (aliases.size() != 1) {
                throw new KeyUnusable("%s holds %d keys.".formatted(file, aliases.size()));
            }
            return held(store, aliases.getFirst(), password);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new KeyUnusable(file + " cannot be opened with this password.", unreadable);
        }
    }

    private static HeldKey held(KeyStore store, String alias, char[] password)
            throws GeneralSecurityException {
        if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
            throw new KeyUnusable(alias + " is no private key.");
        }
        var kept = store.getCertificateChain(alias);
        List<X509Certificate> chain =
                Arrays.stream(kept == null ? new Certificate[0] : kept)
                        .map(X509Certificate.class::cast)
                        .toList();
        return new HeldKey(key, chain);
    }
}
