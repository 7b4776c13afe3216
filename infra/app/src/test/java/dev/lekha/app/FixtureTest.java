package dev.lekha.app;

import dev.lekha.command.Deciding;
import dev.lekha.command.DecidingMeters;
import dev.lekha.command.registration.DeregisterNode;
import dev.lekha.command.registration.RegisterNode;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.evidence.EvidenceEvent.CommandRefused;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wiring as Axon's own fixture drives it: given events in the store, when a command on the bus.
 */
class FixtureTest {
    private static final NodeId METER = new NodeId("meter-1");
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(METER, NodeKind.DEVICE, "", "", "");

    @TempDir Path folder;

    private EmbeddedStore store;
    private AxonTestFixture fixture;

    @BeforeEach
    void open() {
        var events = Discovery.events();
        store =
                EmbeddedStore.open(
                        folder,
                        () -> new EventJson(events),
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        fixture =
                AxonTestFixture.with(
                        AxonWiring.configurer(
                                store.log(),
                                events,
                                Discovery.commands(),
                                Deciding.Limits.DEFAULT,
                                new DecidingMeters(new SimpleMeterRegistry())),
                        customization -> customization.disableAxonServer());
    }

    @AfterEach
    void close() {
        fixture.stop();
        store.close();
    }

    @Test
    void a_command_on_the_bus_becomes_events_in_the_store() {
        fixture.given()
                .noPriorActivity()
                .when()
                .command(registering())
                .then()
                .success()
                .events(REGISTERED);
    }

    @Test
    void what_is_in_the_store_decides() {
        fixture.given()
                .event(REGISTERED)
                .when()
                .command(new DeregisterNode(METER, "worn out"))
                .then()
                .success()
                .events(new NodeDeregistered(METER, "worn out"));
    }

    @Test
    void a_refusal_is_an_event_as_well() {
        fixture.given()
                .event(REGISTERED)
                .when()
                .command(registering())
                .then()
                .success()
                .events(
                        new CommandRefused(
                                "registration",
                                "RegisterNode",
                                "CONFLICT",
                                "name-taken",
                                "meter-1 is registered already."));
    }

    private static RegisterNode registering() {
        return new RegisterNode(
                METER, NodeKind.DEVICE, "", "", "", SecretDigest.NONE, "", Instant.EPOCH);
    }
}
