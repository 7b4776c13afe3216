package dev.lekha.projection.tenants;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/**
 * What a tenant has now. Each has one row, its own, from the first credential, node, application or
 * group that it had. Key: the tenant.
 */
@View(
        name = Tenants.NAME,
        capability = "tenants",
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class Tenants implements Projection<Tenants.Tenant> {
    public static final String NAME = "tenants";

    /**
     * @param nodes that are registered, as are {@code applications}
     * @param since when the first of all was said, ISO 8601
     */
    public record Tenant(
            String tenant,
            long nodes,
            long applications,
            long groups,
            String since,
            long sincePosition) {
        Tenant with(long moreNodes, long moreApplications, long moreGroups) {
            return new Tenant(
                    tenant,
                    nodes + moreNodes,
                    applications + moreApplications,
                    groups + moreGroups,
                    since,
                    sincePosition);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NodeRegistered _,
                    NodeDeregistered _,
                    ApplicationEntityRegistered _,
                    ApplicationEntityDeregistered _,
                    GroupCreated _,
                    GroupDestroyed _,
                    CredentialIssued _ ->
                    List.of(fact.tenant());
            default -> List.of();
        };
    }

    @Override
    public Optional<Tenant> apply(String key, Optional<Tenant> row, Fact fact) {
        var known =
                row.orElseGet(() ->
                        new Tenant(
                                key, 0, 0, 0, Interval.text(fact.recordedAt()), fact.position()));
        return switch (fact.event()) {
            case NodeRegistered _ -> Optional.of(known.with(1, 0, 0));
            case NodeDeregistered _ -> Optional.of(known.with(-1, 0, 0));
            case ApplicationEntityRegistered _ -> Optional.of(known.with(0, 1, 0));
            case ApplicationEntityDeregistered _ -> Optional.of(known.with(0, -1, 0));
            case GroupCreated _ -> Optional.of(known.with(0, 0, 1));
            case GroupDestroyed _ -> Optional.of(known.with(0, 0, -1));
            case CredentialIssued _ -> Optional.of(known);
            default -> row;
        };
    }
}
