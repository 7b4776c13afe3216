package dev.lekha.kernel.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** A subscription to events, for ever; who pays is another one, in charging. */
public record SubscriptionId(@JsonValue String value) {
    @JsonCreator
    public SubscriptionId {
        Ids.check("a subscription", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
