package dev.lekha.app.privacy;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.kernel.privacy.WrappedKeys;
import java.util.List;

/**
 * Destroys the keys that the log says are destroyed. It follows the log as views do: after a crash
 * it goes on before the first event that it may not have seen to, and once more does no harm.
 */
public final class KeyDestruction implements Follower {
    private final WrappedKeys keys;

    public KeyDestruction(WrappedKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "privacy.key-destruction";
    }

    @Override
    public void follow(List<Fact> batch) {
        batch.forEach(this::take);
    }

    public void take(Fact fact) {
        if (fact.event() instanceof SubjectKeyDestroyed destroyed) {
            keys.destroy(TenantKey.of(fact.tenant(), destroyed.subject().value()));
        }
    }
}
