package dev.lekha.projection.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.Action;
import dev.lekha.kernel.access.GrantId;
import dev.lekha.kernel.access.Scope;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AccessViewsTest {
    private static final ApplicationEntityId APP = new ApplicationEntityId("app");
    private static final NodeId PUMP = new NodeId("pump");
    private static final String END = "2026-11-23T13:00:00Z";

    private static Fact by(String actor, DomainEvent event) {
        return new Fact(1, "id", Instant.EPOCH, actor, "default", event);
    }

    private static <R extends Record> Optional<R> fold(Projection<R> view, Fact... facts) {
        Optional<R> row = Optional.empty();
        for (var fact : facts) {
            for (var key : view.keys(fact)) {
                row = view.apply(key, row, fact);
            }
        }
        return row;
    }

    private static Fact granted(String until) {
        var actions = new TreeSet<>(List.of(new Action("views/*")));
        return by("ops", new AccessGranted(APP, new GrantId("g1"), actions, Scope.TENANT, until));
    }

    @Test
    void a_node_is_whose_who_brought_it_in_until_it_is_gone() {
        var provisioned = by("installer", new NodeProvisioned(PUMP, NodeKind.DEVICE, "", ""));
        var registered = by("pump", new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", ""));
        var gone = by("ops", new NodeDeregistered(PUMP, "sold"));
        assertThat(fold(new Owners(), provisioned, registered))
                .contains(new Owners.Owned("node:pump", "installer"));
        assertThat(fold(new Owners(), provisioned, registered, gone)).isEmpty();
        assertThat(fold(new Owners(), provisioned, gone, registered))
                .contains(new Owners.Owned("node:pump", "pump"));
    }

    @Test
    void a_grant_falls_due_at_its_end_and_is_gone_with_its_revocation() {
        var row = fold(new Grants(), granted(END)).orElseThrow();
        assertThat(row.dueAt()).isEqualTo("2026-11-23T13:00:00.000Z");
        assertThat(row.grantedBy()).isEqualTo("ops");
        assertThat(row.body()).containsEntry("until", END).containsEntry("grant", "g1");
        assertThat(fold(new Grants(), granted("")).orElseThrow().dueAt()).startsWith("9999");
        var revoked = by("ops", new AccessRevoked(APP, new GrantId("g1"), "over"));
        assertThat(fold(new Grants(), granted(END), revoked)).isEmpty();
    }

    @Test
    void trust_falls_due_at_its_end_and_a_restriction_outlasts_it() {
        var restricted = by("ops", new ApplicationRestricted(APP));
        var capabilities = new TreeSet<>(List.of("views"));
        var trusted = by("ops", new ApplicationTrustGranted(APP, capabilities, END));
        var row = fold(new Applications(), restricted, trusted).orElseThrow();
        assertThat(row.trustedIn()).containsExactly("views");
        assertThat(row.dueAt()).isEqualTo("2026-11-23T13:00:00.000Z");
        var ended = by("platform", new ApplicationTrustRevoked(APP, "ended"));
        var after = fold(new Applications(), restricted, trusted, ended).orElseThrow();
        assertThat(after.restricted()).isTrue();
        assertThat(after.trustedIn()).isEmpty();
        assertThat(after.dueAt()).startsWith("9999");
    }
}
