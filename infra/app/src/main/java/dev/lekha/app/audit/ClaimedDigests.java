package dev.lekha.app.audit;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.evidence.EvidenceEvent.ViewDigestsPublished;
import dev.lekha.kernel.evidence.ViewDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a log says its views amounted to.
 *
 * @param byPosition the digests by the position that they are of
 * @param last position of the log
 */
record ClaimedDigests(NavigableMap<Long, List<Claim>> byPosition, long last) {
    static final String TYPE = "evidence.ViewDigestsPublished";

    /**
     * @param said position of the event that says so
     */
    record Claim(ViewDigest digest, long said, String revision) {
        /** Nobody can know what comes later. */
        boolean isForesight() {
            return digest.position() >= said;
        }
    }

    static ClaimedDigests of(ReplaySource source) throws IOException {
        var claims = new TreeMap<Long, List<Claim>>();
        long last = 0;
        try (var reading = source.open()) {
            while (reading.events().hasNext()) {
                var event = reading.events().next();
                last = event.position();
                if (event.type().equals(TYPE)) {
                    add(event, claims);
                }
            }
        }
        return new ClaimedDigests(claims, last);
    }

    private static void add(Log.Stored event, NavigableMap<Long, List<Claim>> claims) {
        var said = Json.MAPPER.readValue(event.body(), ViewDigestsPublished.class);
        for (var digest : said.views()) {
            claims.computeIfAbsent(digest.position(), _ -> new ArrayList<>())
                    .add(new Claim(digest, event.position(), said.revision()));
        }
    }
}
