package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.predicate.Quality;
import java.util.Optional;
import java.util.SortedMap;

/** What each device is to be set to: asked by doors. */
public interface DeviceConfigurations {
    /**
     * All that counts for a device.
     *
     * @param version {@code 3.0.1}: of its authority, its service class and its own, 0 for none
     * @param settings by name, each the narrowest that was said
     * @param sources who said each of them
     * @param handedOut the version that it was given last, or empty
     */
    record Effective(
            String version,
            SortedMap<String, Quality> settings,
            SortedMap<String, ConfigurationScope> sources,
            String handedOut) {}

    /**
     * Nothing where nothing was said. Fails with {@link dev.lekha.kernel.Refused} of kind busy
     * where it cannot tell now.
     *
     * @param atLeast position of the log that the answer reflects
     */
    Optional<Effective> of(TenantKey node, long atLeast);
}
