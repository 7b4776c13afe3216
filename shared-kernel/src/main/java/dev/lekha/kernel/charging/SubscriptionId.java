package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** A contract under which somebody pays (3GPP TS 32.290, subscriptionId). */
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
