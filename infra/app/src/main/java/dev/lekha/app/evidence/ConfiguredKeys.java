package dev.lekha.app.evidence;

import dev.lekha.app.keys.KeyHistories;
import dev.lekha.app.keys.RoleKeys;
import dev.lekha.crypto.key.KeyRole;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Log;

/** Keys that the settings name: nobody puts others in their place when they are rotated. */
public final class ConfiguredKeys {
    private ConfiguredKeys() {}

    /**
     * Before anything is signed by them.
     *
     * @throws KeyUnusable where one is not the key in force by the history in the log
     */
    public static void requireInForce(EvidenceSettings settings, Log log) {
        if (settings.pkcs12().isEmpty()) {
            return;
        }
        Held.makePrivate(settings.keys());
        var last = KeyHistories.last(log);
        for (var role : RoleKeys.values()) {
            var said = last.get(role.toString());
            if (said != null && isConfigured(settings, role)) {
                var keys = role.keysIn(settings.keyFolder(), settings.origin());
                if (!said.statement().next().equals(keys)) {
                    throw new KeyUnusable(
                            ("The key that lekha.evidence.pkcs12.%s names is not in force: position"
                                            + " %d of the log put %s in its place.")
                                    .formatted(
                                            role,
                                            said.position(),
                                            said.statement().next().getFirst()));
                }
            }
        }
    }

    private static boolean isConfigured(EvidenceSettings settings, RoleKeys role) {
        return settings.pkcs12().keySet().stream().map(KeyRole::named).anyMatch(role::isOf);
    }
}
