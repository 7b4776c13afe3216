package dev.lekha.app.evidence;

import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyRole;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.key.Pkcs12;
import dev.lekha.crypto.token.KeyInToken;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of what is published, under {@code lekha.evidence}.
 *
 * @param enabled whether this process publishes, where it has the role for it; by itself where it
 *     has the log for itself
 * @param origin names the log in its checkpoints; never changes once something is published
 * @param folder where tiles, checkpoints and time stamps are
 * @param keys where the private keys are
 * @param pkcs12 keys that were made elsewhere, by role: {@code log}, {@code log-ml-dsa-44}, {@code
 *     seal}, {@code time-stamping}
 * @param pkcs11 keys that never leave their token, by role: {@code log}, {@code seal}, {@code
 *     time-stamping}
 * @param newFolder whether the log may go on in another folder than before, where processes share
 *     it
 * @param pace how often a checkpoint is published while events come
 * @param idlePace how long to wait for the next look when none came
 * @param keepPartials how long the partial tiles of an open tile stay
 * @param witnesses who has to cosign a checkpoint before it is published, by name
 * @param quorum how many of them; more than half where nothing is said
 * @param witnessTimeout how long one of them may take to answer
 * @param time how checkpoints are stamped
 * @param scrub how the log is held against what was published of it
 */
@ConfigurationProperties("lekha.evidence")
public record EvidenceSettings(
        @Nullable Boolean enabled,
        @DefaultValue("lekha") String origin,
        @DefaultValue("data/evidence") Path folder,
        @DefaultValue("data/keys") Path keys,
        @DefaultValue Map<String, Pkcs12File> pkcs12,
        @DefaultValue Map<String, KeyInToken> pkcs11,
        @DefaultValue("false") boolean newFolder,
        @DefaultValue("1s") Duration pace,
        @DefaultValue("10s") Duration idlePace,
        @DefaultValue("5m") Duration keepPartials,
        @DefaultValue Map<String, WitnessAt> witnesses,
        @Nullable Integer quorum,
        @DefaultValue("2s") Duration witnessTimeout,
        @DefaultValue Time time,
        @DefaultValue Scrub scrub) {
    /** Tokens of today do not sign by ML-DSA-44: PKCS#11 has it since 3.2. */
    private static final Set<KeyRole> IN_TOKENS =
            EnumSet.of(KeyRole.LOG, KeyRole.SEAL, KeyRole.TIME_STAMPING);

    public EvidenceSettings {
        witnesses = Map.copyOf(witnesses);
        pkcs12 = Map.copyOf(pkcs12);
        pkcs12.keySet().forEach(KeyRole::named);
        pkcs11 = Map.copyOf(pkcs11);
        for (var role : pkcs11.keySet()) {
            if (!IN_TOKENS.contains(KeyRole.named(role)) || pkcs12.containsKey(role)) {
                throw new KeyUnusable(
                        "lekha.evidence.pkcs11.%s: a token is for the keys %s, each named once."
                                .formatted(role, "log, seal, time-stamping"));
            }
        }
    }

    /**
     * The keys that sign, from the folder or from where they were made.
     *
     * @throws KeyUnusable where a file, or its password, is not one, or a token does not sign
     */
    KeyFolder keyFolder() {
        var elsewhere = new EnumMap<KeyRole, HeldKey>(KeyRole.class);
        pkcs12.forEach((role, file) ->
                elsewhere.put(KeyRole.named(role), Pkcs12.read(file.file(), file.passwordFile())));
        pkcs11.forEach((role, key) -> elsewhere.put(KeyRole.named(role), opened(role, key)));
        return new KeyFolder(keys, elsewhere);
    }

    private static HeldKey opened(String role, KeyInToken key) {
        try {
            return key.open(KeyRole.named(role).algorithm());
        } catch (KeyUnusable unusable) {
            throw new KeyUnusable(
                    "lekha.evidence.pkcs11.%s: %s".formatted(role, unusable.getMessage()),
                    unusable);
        }
    }

    /**
     * @param file of PKCS#12, with one key and its chain
     * @param passwordFile holds its password and nothing else; for its owner alone
     */
    public record Pkcs12File(Path file, Path passwordFile) {}

    /** How many witnesses have to cosign; 0 where there are none. */
    int witnessQuorum() {
        int most = witnesses.size();
        return quorum != null ? quorum : most == 0 ? 0 : most / 2 + 1;
    }

    /**
     * @param url below which {@code add-checkpoint} is
     * @param vkey that it cosigns with
     */
    public record WitnessAt(URI url, String vkey) {}

    /**
     * @param own whether the platform's own authority stamps
     * @param every least time between two stamped checkpoints
     * @param accuracy that the own authority states; it refuses while the clock may be off by more
     * @param clockBound the most that the operator allows the clock to be off while it is kept
     * @param policy the OID under which the own authority stamps
     * @param authorities external ones (RFC 3161), name to URL
     * @param timeout for one answer of an external one
     */
    public record Time(
            @DefaultValue("true") boolean own,
            @DefaultValue("60s") Duration every,
            @DefaultValue("1s") Duration accuracy,
            @DefaultValue("500ms") Duration clockBound,
            @DefaultValue("2.999.1") String policy,
            @DefaultValue Map<String, URI> authorities,
            @DefaultValue("10s") Duration timeout) {
        public Time {
            authorities = Map.copyOf(authorities);
        }
    }

    /**
     * @param every time between two looks
     * @param young what is not older than this is looked at as a whole each time
     * @param whole in which all the rest has been looked at once
     */
    public record Scrub(
            @DefaultValue("60s") Duration every,
            @DefaultValue("24h") Duration young,
            @DefaultValue("24h") Duration whole) {}
}
