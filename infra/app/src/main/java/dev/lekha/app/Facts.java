package dev.lekha.app;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;

/** Reads facts off what is stored. */
public final class Facts {
    private Facts() {}

    /**
     * @throws IllegalStateException where this version of the platform cannot read the event
     */
    public static Fact of(Log.Stored stored, EventCatalogue catalogue) {
        return new Fact(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                stored.metadata().getOrDefault(Metadata.ACTOR, ""),
                Metadata.tenant(stored.metadata()),
                catalogue.decode(stored.type(), stored.version(), stored.id(), stored.body()));
    }
}
