package dev.lekha.command.provisioning;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityTrusted;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceAuthorityWithdrawn;
import dev.lekha.kernel.provisioning.EnrolmentEvent.DeviceCertificateRevoked;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** A command about one authority. */
interface AuthorityStep extends Decision<AuthorityStep.Authority> {
    /**
     * @param trusted what holds of it, where it is trusted
     * @param known whether it ever was
     * @param revoked serial numbers
     */
    record Authority(
            Optional<DeviceAuthorityTrusted> trusted, boolean known, PSet<String> revoked) {}

    AuthorityId authority();

    @Override
    default EventCriteria boundary() {
        return Boundary.of(
                Tags.AUTHORITY,
                authority().value(),
                DeviceAuthorityTrusted.class,
                DeviceAuthorityWithdrawn.class,
                DeviceCertificateRevoked.class);
    }

    @Override
    default Authority initial() {
        return new Authority(Optional.empty(), false, HashTreePSet.empty());
    }

    @Override
    default Authority evolve(Authority authority, DomainEvent event) {
        return switch (event) {
            case DeviceAuthorityTrusted trusted ->
                    new Authority(Optional.of(trusted), true, authority.revoked);
            case DeviceAuthorityWithdrawn _ ->
                    new Authority(Optional.empty(), true, authority.revoked);
            case DeviceCertificateRevoked revoked ->
                    new Authority(
                            authority.trusted,
                            authority.known,
                            authority.revoked.plus(revoked.serial()));
            default -> authority;
        };
    }
}
