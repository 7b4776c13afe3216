package dev.lekha.edge.enrolment;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.TenantKey;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * What a device is to be set to: {@code GET /api/devices/{node}/configuration}, with an ETag. Where
 * the device itself asks, it is noted that it was given it.
 */
@RestController
final class ConfigurationDoor {
    /** Of a {@link Caller}, as the HTTP entrance leaves it. */
    private static final String CALLER = "dev.lekha.kernel.Caller";

    private static final Set<Role> READERS = Set.of(Role.OPERATOR, Role.APPLICATION, Role.AUDITOR);

    private final HandingOut handingOut;

    ConfigurationDoor(HandingOut handingOut) {
        this.handingOut = handingOut;
    }

    @GetMapping("/api/devices/{node}/configuration")
    ResponseEntity<byte[]> configuration(
            @PathVariable String node,
            @RequestAttribute(CALLER) Caller caller,
            ServletWebRequest http) {
        var id = checked(node);
        var itself = caller.is(Role.NODE) && caller.actor().equals(id);
        if (!itself && !caller.may("provisioning", READERS)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "forbidden",
                    "A device asks for its own configuration.");
        }
        var key = new TenantKey(caller.tenant(), id);
        var given =
                (itself ? handingOut.give(key, 0, "http") : handingOut.of(key, 0))
                        .orElseThrow(() ->
                                new Refused(
                                        Refused.Kind.UNKNOWN,
                                        "configuration-unknown",
                                        "Nothing was said of how " + id + " is to be set."));
        if (http.checkNotModified("\"" + given.digest() + "\"")) {
            return ResponseEntity.status(304).build();
        }
        return ResponseEntity.ok()
                .eTag("\"" + given.digest() + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(given.json());
    }

    private static String checked(String node) {
        try {
            return new NodeId(node).value();
        } catch (IllegalArgumentException unfit) {
            throw new Refused(Refused.Kind.MALFORMED, "key-malformed", unfit.getMessage() + ".");
        }
    }
}
