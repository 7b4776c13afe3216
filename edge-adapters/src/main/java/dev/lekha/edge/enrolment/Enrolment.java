package dev.lekha.edge.enrolment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lekha.edge.FaultyInformation;
import dev.lekha.edge.Sending;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.pki.DevicePath;
import dev.lekha.kernel.pki.PathCheck;
import dev.lekha.kernel.provisioning.DeviceAuthorities;
import dev.lekha.kernel.provisioning.DeviceAuthorities.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/*
 * Anybody may knock, so what is refused must not fill the log. A certificate that no trusted authority vouches for is
 * refused here, and written down at the pace at which faulty information is. One that an authority does vouch for goes
 * to the decision; a no from there is an event, and is the answer for ten seconds without asking again.
 */

/** Lets devices in by their certificates; the door has seen that they have the key. */
public final class Enrolment {
    private static final Duration A_NO_HOLDS = Duration.ofSeconds(10);
    private static final int REMEMBERED = 10_000;

    /** All strangers share one allowance of records. */
    private static final String STRANGERS = "enrolment";

    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final DeviceAuthorities authorities;
    private final Sending sending;
    private final FaultyInformation faulty;
    private final InstantSource clock;
    private final Cache<String, Refused> refused =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(A_NO_HOLDS).build();

    /** Who was let in, and what that made. */
    public record Admitted(Caller caller, Answer answer) {}

    /** The body of the command {@code EnrolDevice}. */
    private record Body(
            String authority,
            String node,
            String gateway,
            DevicePath certificates,
            String provedBy,
            String secret) {}

    /** Where a certificate leads to, as far as views know. */
    private record Place(Known known, DevicePath path, NodeId node) {
        /** The device acts as itself; that the platform may enrol it, the role says. */
        Caller caller(Role role) {
            return new Caller(node.value(), known.tenant(), Set.of(role), Set.of());
        }

        TenantKey key() {
            return new TenantKey(known.tenant(), node.value());
        }
    }

    Enrolment(
            DeviceAuthorities authorities,
            Commands commands,
            FaultyInformation faulty,
            InstantSource clock) {
        this.authorities = authorities;
        this.sending = new Sending(commands, PATIENCE);
        this.faulty = faulty;
        this.clock = clock;
    }

    /**
     * Waits; to be called where that is no harm.
     *
     * @param shown certificates, the device's own first
     * @param provedBy {@code tls} or {@code csr}
     * @throws Refused where it is not let in
     */
    public Admitted admit(DevicePath shown, String provedBy, SecretDigest secret) {
        var before = refused.getIfPresent(shown.fingerprint());
        if (before != null) {
            throw before;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var place = place(shown, now);
        var body =
                new Body(
                        place.known.authority().value(),
                        place.node.value(),
                        place.known.policy().gateway(),
                        place.path,
                        provedBy,
                        secret.value());
        try {
            return new Admitted(
                    place.caller(Role.NODE),
                    sending.send(
                            "registration", "EnrolDevice", body, place.caller(Role.PLATFORM), now));
        } catch (Refused no) {
            if (no.kind() == Refused.Kind.CONFLICT) {
                refused.put(shown.fingerprint(), no);
            }
            throw no;
        }
    }

    /** Writes down why the answer is no, before it is given. Waits. */
    Refused reject(byte[] shown, Refused why) {
        return reject(Caller.DEFAULT_TENANT, shown, why);
    }

    private Refused reject(String tenant, byte[] shown, Refused why) {
        faulty.record(tenant, STRANGERS, why, shown, "sha-256:" + Sha2.SHA_256.hex(shown)).join();
        return why;
    }

    private Place place(DevicePath shown, Instant now) {
        for (int length = 1; length <= shown.certificates().size(); length++) {
            var path = new DevicePath(shown.certificates().subList(0, length));
            var known = authorities.named(path.issuer());
            if (!known.isEmpty()) {
                return place(path, known, now);
            }
        }
        throw no(shown, "authority-unknown", "No trusted authority issued this certificate.");
    }

    private Place place(DevicePath path, List<Known> candidates, Instant now) {
        var why =
                new Refused(
                        Refused.Kind.FORBIDDEN,
                        "certificate-name-unfit",
                        "The certificate names no device as its authority's policy asks for.");
        var tenant = candidates.getFirst().tenant();
        var places = new ArrayList<Place>();
        for (var known : candidates) {
            var fault = PathCheck.fault(known.certificate(), path, now);
            var node = known.policy().nodeOf(path);
            if (fault.isEmpty() && node.isPresent()) {
                places.add(new Place(known, path, node.get()));
            }
            if (fault.isPresent()) {
                tenant = known.tenant();
                why =
                        new Refused(
                                Refused.Kind.FORBIDDEN, fault.get().code(), fault.get().sentence());
            }
        }
        if (places.isEmpty()) {
            throw reject(tenant, path.ownDer(), why);
        }
        return chosen(places);
    }

    /** Whoever trusts the same authority later takes no device from where it is. */
    private Place chosen(List<Place> places) {
        var first = places.getFirst();
        if (places.stream().allMatch(one -> one.known.tenant().equals(first.known.tenant()))) {
            return first;
        }
        return places.stream()
                .filter(one -> authorities.isEnrolled(one.key(), one.path.fingerprint()))
                .findFirst()
                .orElse(first);
    }

    private Refused no(DevicePath shown, String code, String sentence) {
        return reject(shown.ownDer(), new Refused(Refused.Kind.FORBIDDEN, code, sentence));
    }
}
