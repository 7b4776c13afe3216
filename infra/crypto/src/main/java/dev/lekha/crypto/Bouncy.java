package dev.lekha.crypto;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The provider of signatures and certificates, named wherever one is used and never registered. */
public final class Bouncy {
    public static final Provider CASTLE = new BouncyCastleProvider();

    private Bouncy() {}
}
