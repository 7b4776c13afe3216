package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.RegistrationUpdated;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private static final NodeId METER = new NodeId("meter-1");
    private static final NodeId GATEWAY = new NodeId("gateway-1");
    private static final SecretDigest SECRET = SecretDigest.of("a-secret-of-twenty-letters");
    private static final Name URN = new Name("urn:dev:mac:0024befffe804ff1");

    @Test
    void a_node_is_taken_in_with_its_credential() {
        given().when(registering(METER, "", SECRET))
                .thenEvents(registered(METER, NodeKind.DEVICE, ""), issued("meter-1"));
    }

    @Test
    void a_node_without_a_secret_speaks_through_its_gateway() {
        given(registered(GATEWAY, NodeKind.GATEWAY, ""))
                .when(registering(METER, "gateway-1", SecretDigest.NONE))
                .thenEvents(registered(METER, NodeKind.DEVICE, "gateway-1"));
    }

    @Test
    void a_device_is_no_gateway() {
        given(registered(GATEWAY, NodeKind.DEVICE, ""))
                .when(registering(METER, "gateway-1", SecretDigest.NONE))
                .thenRefused("gateway-unknown");
    }

    @Test
    void a_gateway_that_has_left_takes_no_more_nodes() {
        given(registered(GATEWAY, NodeKind.GATEWAY, ""), new NodeDeregistered(GATEWAY, ""))
                .when(registering(METER, "gateway-1", SecretDigest.NONE))
                .thenRefused("gateway-unknown");
    }

    @Test
    @Requirement("6.14")
    void a_name_is_given_once_to_nodes_and_applications_alike() {
        given(registered(METER, NodeKind.DEVICE, ""))
                .when(registering(METER, "", SECRET))
                .thenRefused("name-taken");
        given(new ApplicationEntityRegistered(new ApplicationEntityId("meter-1"), ""))
                .when(registering(METER, "", SECRET))
                .thenRefused("name-taken");
    }

    @Test
    void whoever_has_left_may_come_again() {
        given(registered(METER, NodeKind.DEVICE, ""), new NodeDeregistered(METER, "moved"))
                .when(registering(METER, "", SecretDigest.NONE))
                .thenEvents(registered(METER, NodeKind.DEVICE, ""));
    }

    @Test
    void leaving_revokes_every_credential_in_force() {
        given(
                        registered(METER, NodeKind.DEVICE, ""),
                        issued("meter-1"),
                        issued("spare"),
                        new CredentialRevoked(new CredentialId("spare"), "meter-1", ""))
                .when(new DeregisterNode(METER, "worn out"))
                .thenEvents(
                        new NodeDeregistered(METER, "worn out"),
                        new CredentialRevoked(
                                new CredentialId("meter-1"), "meter-1", "deregistered"));
    }

    @Test
    void nobody_leaves_who_is_not_there() {
        given().when(new DeregisterNode(METER, "")).thenRefused("node-unknown");
        given().when(new DeregisterApplicationEntity(new ApplicationEntityId("app"), ""))
                .thenRefused("application-unknown");
    }

    @Test
    void an_application_comes_with_a_credential_and_leaves_without() {
        var app = new ApplicationEntityId("app");
        given().when(new RegisterApplicationEntity(app, "billing", SECRET))
                .thenEvents(
                        new ApplicationEntityRegistered(app, "billing"),
                        new CredentialIssued(
                                new CredentialId("app"),
                                "app",
                                new TreeSet<>(Set.of(Role.APPLICATION)),
                                new TreeSet<>(),
                                "",
                                SECRET));
        given(new ApplicationEntityRegistered(app, "billing"))
                .when(new DeregisterApplicationEntity(app, "done"))
                .thenEvents(new ApplicationEntityDeregistered(app, "done"));
    }

    @Test
    @Requirement("4.1")
    void a_node_is_reached_elsewhere_and_stays_what_it_is() {
        given(registered(METER, NodeKind.DEVICE, ""))
                .when(new UpdateRegistration(METER, "10.0.0.7:5683", Caller.PLATFORM))
                .thenEvents(new RegistrationUpdated(METER, "10.0.0.7:5683"));
        given(
                        registered(METER, NodeKind.DEVICE, ""),
                        new RegistrationUpdated(METER, "10.0.0.7:5683"))
                .when(new UpdateRegistration(METER, "10.0.0.7:5683", Caller.PLATFORM))
                .thenNothing();
        given().when(new UpdateRegistration(METER, "10.0.0.7:5683", Caller.PLATFORM))
                .thenRefused("node-unknown");
    }

    @Test
    @Requirement("4.8")
    void a_name_names_one_node_at_a_time() {
        var other = new NodeId("meter-2");
        given(registered(METER, NodeKind.DEVICE, ""))
                .when(new BindName(METER, URN))
                .thenEvents(new NameBound(METER, URN));
        given(registered(METER, NodeKind.DEVICE, ""), new NameBound(METER, URN))
                .when(new BindName(METER, URN))
                .thenNothing();
        given(registered(other, NodeKind.DEVICE, ""), new NameBound(METER, URN))
                .when(new BindName(other, URN))
                .thenRefused("name-taken");
        given(
                        registered(other, NodeKind.DEVICE, ""),
                        new NameBound(METER, URN),
                        new NameReleased(METER, URN))
                .when(new BindName(other, URN))
                .thenEvents(new NameBound(other, URN));
    }

    @Test
    void only_the_holder_gives_a_name_up() {
        given(new NameBound(METER, URN))
                .when(new ReleaseName(METER, URN))
                .thenEvents(new NameReleased(METER, URN));
        given(new NameBound(METER, URN))
                .when(new ReleaseName(GATEWAY, URN))
                .thenRefused("name-unknown");
    }

    @Test
    void a_credential_is_issued_once_and_revoked_for_good() {
        var issuing =
                new IssueCredential(
                        new CredentialId("key-1"),
                        "alice",
                        Set.of(Role.AUDITOR),
                        Set.of("evidence"),
                        "2030-01-01T00:00:00Z",
                        SECRET);
        var issued =
                new CredentialIssued(
                        new CredentialId("key-1"),
                        "alice",
                        new TreeSet<>(Set.of(Role.AUDITOR)),
                        new TreeSet<>(Set.of("evidence")),
                        "2030-01-01T00:00:00Z",
                        SECRET);
        var revoked = new CredentialRevoked(new CredentialId("key-1"), "alice", "lost");

        given().when(issuing).thenEvents(issued);
        given(issued, revoked).when(issuing).thenRefused("credential-taken");
        given(issued)
                .when(new RevokeCredential(new CredentialId("key-1"), "lost"))
                .thenEvents(revoked);
        given(issued, revoked)
                .when(new RevokeCredential(new CredentialId("key-1"), "lost"))
                .thenNothing();
        given().when(new RevokeCredential(new CredentialId("key-1"), ""))
                .thenRefused("credential-unknown");
    }

    @Test
    void nobody_is_made_the_platform() {
        Assertions.assertThatThrownBy(() ->
                        new IssueCredential(
                                new CredentialId("k"),
                                "mallory",
                                Set.of(Role.PLATFORM),
                                Set.of(),
                                "",
                                SECRET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RegisterNode registering(NodeId node, String gateway, SecretDigest secret) {
        return new RegisterNode(node, NodeKind.DEVICE, gateway, "", "", secret, "", Instant.EPOCH);
    }

    private static NodeRegistered registered(NodeId node, NodeKind kind, String gateway) {
        return new NodeRegistered(node, kind, gateway, "", "");
    }

    private static CredentialIssued issued(String credential) {
        return new CredentialIssued(
                new CredentialId(credential),
                "meter-1",
                new TreeSet<>(List.of(Role.NODE)),
                new TreeSet<>(),
                "",
                SECRET);
    }
}
