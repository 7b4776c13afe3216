package dev.lekha.command;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.evidence.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.InjectableValues;

/**
 * What a command is told by the door and not by its body: when it came, who asks, what its
 * originator signed, and where it was heard.
 */
final class Circumstances extends InjectableValues {
    private final Instant receivedAt;
    private final Caller caller;
    private final Origin origin;
    private final String domain;

    Circumstances(Instant receivedAt, Caller caller, Origin origin, String domain) {
        this.receivedAt = receivedAt;
        this.caller = caller;
        this.origin = origin;
        this.domain = domain;
    }

    @Override
    public InjectableValues snapshot() {
        return this;
    }

    @Override
    public Object findInjectableValue(
            DeserializationContext context,
            Object name,
            @Nullable BeanProperty property,
            @Nullable Object command,
            @Nullable Boolean optional,
            @Nullable Boolean useInput) {
        return of(String.valueOf(name));
    }

    Object of(String name) {
        return switch (name) {
            case CommandCatalogue.RECEIVED_AT -> receivedAt;
            case CommandCatalogue.CALLER -> caller;
            case CommandCatalogue.ORIGIN -> origin;
            case CommandCatalogue.VISITED_DOMAIN -> domain;
            default -> throw new IllegalStateException("nothing is known of " + name);
        };
    }
}
