package dev.lekha.command;

import dev.lekha.kernel.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.InjectableValues;

/** What a command is told by the door and not by its body: when it came, and who asks. */
final class Circumstances extends InjectableValues {
    private final Instant receivedAt;
    private final Caller caller;

    Circumstances(Instant receivedAt, Caller caller) {
        this.receivedAt = receivedAt;
        this.caller = caller;
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
            default -> throw new IllegalStateException("nothing is known of " + name);
        };
    }
}
