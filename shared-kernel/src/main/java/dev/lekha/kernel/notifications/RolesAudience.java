package dev.lekha.kernel.notifications;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a role lets a subscriber hear, within its tenant: operators and auditors of everything, all
 * others of what their role may read in views, of what they cause, and of what concerns them.
 * Everybody hears of applications and of what these offer.
 */
public final class RolesAudience implements Audience {
    private static final Set<Role> ALL_HEARING = EnumSet.of(Role.AUDITOR, Role.OPERATOR);

    private static final Map<Role, Set<String>> CAPABILITIES =
            Map.of(
                    Role.APPLICATION,
                    Set.of("registration", "groups", "context", "topology", "reporting"),
                    Role.BILLING,
                    Set.of("registration", "reporting", "charging"));

    private static final Set<String> FOR_ALL =
            Set.of(
                    "registration.ApplicationEntityRegistered",
                    "registration.ApplicationEntityDeregistered",
                    "registration.ApplicationEntityRetired",
                    "registration.ServiceRegistered",
                    "registration.ServiceDeregistered",
                    "registration.ServiceRetired");

    @Override
    public boolean mayHear(Caller subscriber, Log.Stored event) {
        var capability = event.type().substring(0, event.type().indexOf('.'));
        return isOfTenant(subscriber, event)
                && (subscriber.scopes().isEmpty() || subscriber.scopes().contains(capability))
                && (subscriber.roles().stream().anyMatch(role -> hears(role, capability))
                        || FOR_ALL.contains(event.type())
                        || concerns(subscriber.actor(), event));
    }

    private static boolean isOfTenant(Caller subscriber, Log.Stored event) {
        return subscriber
                .tenant()
                .equals(event.metadata().getOrDefault(Metadata.TENANT, Caller.DEFAULT_TENANT));
    }

    private static boolean hears(Role role, String capability) {
        return ALL_HEARING.contains(role)
                || CAPABILITIES.getOrDefault(role, Set.of()).contains(capability);
    }

    private static boolean concerns(String actor, Log.Stored event) {
        return actor.equals(event.metadata().get(Metadata.ACTOR))
                || event.tags().contains(Tags.PRINCIPAL + "=" + actor)
                || event.tags().contains(Tags.NODE + "=" + actor)
                || event.tags().contains(Tags.APPLICATION_ENTITY + "=" + actor);
    }
}
