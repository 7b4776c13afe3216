package dev.lekha.edge.enrolment;

import dev.lekha.edge.Sending;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.provisioning.ConfigurationScope;
import dev.lekha.kernel.provisioning.DeviceConfigurations;
import dev.lekha.kernel.provisioning.DeviceConfigurations.Effective;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;

/** Gives devices what they are to be set to, and notes each version that one was given. */
public final class HandingOut {
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final DeviceConfigurations configurations;
    private final Sending sending;
    private final InstantSource clock;

    /**
     * @param version {@code 3.0.1}
     * @param digest {@code sha-256:} and hex, of the JSON
     */
    public record Given(String version, String digest, byte[] json) {}

    /** As a device reads it. */
    private record Said(
            String node,
            String version,
            SortedMap<String, Quality> settings,
            SortedMap<String, ConfigurationScope> sources) {}

    /** The body of the command {@code HandOutConfiguration}. */
    private record Body(String node, String version, String digest, String door) {}

    HandingOut(DeviceConfigurations configurations, Commands commands, InstantSource clock) {
        this.configurations = configurations;
        this.sending = new Sending(commands, PATIENCE);
        this.clock = clock;
    }

    /**
     * What a node is to be set to, with nobody noting that it was asked; nothing where nothing was
     * said. Waits.
     *
     * @param atLeast position of the log that it reflects
     */
    Optional<Given> of(TenantKey node, long atLeast) {
        return configurations.of(node, atLeast).map(effective -> given(node.key(), effective));
    }

    /** The same for the device itself: noted in the log before it is given. */
    public Optional<Given> give(TenantKey node, long atLeast, String door) {
        var effective = configurations.of(node, atLeast);
        var given = effective.map(one -> given(node.key(), one));
        given.filter(one -> !one.version.equals(effective.get().handedOut()))
                .ifPresent(one -> note(node, one, door));
        return given;
    }

    /**
     * Only what the device was not given before: a version is here once, whoever asks how often.
     */
    public Optional<Given> giveNew(TenantKey node, long atLeast, String door) {
        return configurations
                .of(node, atLeast)
                .filter(one -> !one.version().equals(one.handedOut()))
                .map(one -> given(node.key(), one))
                .filter(one -> !note(node, one, door).events().isEmpty());
    }

    private Answer note(TenantKey node, Given given, String door) {
        return sending.send(
                "provisioning",
                "HandOutConfiguration",
                new Body(node.key(), given.version, given.digest, door),
                Caller.PLATFORM.in(node.tenant()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static Given given(String node, Effective effective) {
        var json =
                Json.MAPPER.writeValueAsBytes(
                        new Said(
                                node,
                                effective.version(),
                                effective.settings(),
                                effective.sources()));
        return new Given(effective.version(), "sha-256:" + Sha2.SHA_256.hex(json), json);
    }
}
