package dev.lekha.crypto.key;

/** What a key is for. No key has two roles. */
public enum KeyRole {
    /** Signs checkpoints: Ed25519. */
    LOG("log", "Ed25519"),
    /** Signs checkpoints beside it, for when Ed25519 has fallen. */
    LOG_ML_DSA("log-ml-dsa-44", "ML-DSA-44"),
    /** Signs what the platform itself says: receipts, bundles. */
    SEAL("seal", "Ed25519"),
    /** Signs time stamps; its file holds its certificates too. */
    TIME_STAMPING("time-stamping", "EC"),
    /** Cosigns checkpoints of others. */
    WITNESS("witness", "Ed25519"),
    /** Cosigns beside it. */
    WITNESS_ML_DSA("witness-ml-dsa-44", "ML-DSA-44");

    private final String file;
    private final String algorithm;

    KeyRole(String file, String algorithm) {
        this.file = file;
        this.algorithm = algorithm;
    }

    /**
     * By its name, as {@code time-stamping}.
     *
     * @throws KeyUnusable where there is no such role
     */
    public static KeyRole named(String name) {
        for (var role : values()) {
            if (role.file.equals(name)) {
                return role;
            }
        }
        throw new KeyUnusable("There is no role \"" + name + "\" of a key.");
    }

    /** Its name in the folder. */
    public String file() {
        return file + ".pem";
    }

    public String algorithm() {
        return algorithm;
    }
}
