package dev.lekha.app.audit;

import dev.lekha.app.Discovery;
import dev.lekha.app.Rebuild;
import dev.lekha.app.ViewDigests;
import dev.lekha.app.audit.ClaimedDigests.Claim;
import dev.lekha.projection.Projecting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Replays a log once and holds every digest that it published against what it makes. */
final class ReplayCheck {
    /**
     * A view is not what the log makes of it.
     *
     * @param equalAt the last position before at which a published digest was right; 0 for none
     * @param position of the digest that is wrong
     */
    record Mismatch(String view, long equalAt, long position, String claimed, String made) {}

    private final Map<String, String> shapes = new HashMap<>();
    private final Map<String, Long> equal = new HashMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> incomparable = new ArrayList<>();
    private int compared;

    ReplayCheck() {
        for (var projection : Discovery.projections()) {
            var schema = Projecting.schemaOf(projection);
            shapes.put(schema.name(), ViewDigests.shape(schema));
        }
    }

    /**
     * @param progress is told each position at which digests were compared
     * @throws IOException where the log cannot be read to its end
     */
    void run(ReplaySource source, ClaimedDigests claims, LongConsumer progress) throws IOException {
        try (var reading = source.open();
                var anew = new Rebuild(reading.events())) {
            for (var at : claims.byPosition().entrySet()) {
                for (var claim : at.getValue()) {
                    if (isComparable(claim, claims.last())) {
                        anew.to(at.getKey());
                        compare(claim, anew);
                    }
                }
                progress.accept(at.getKey());
            }
        }
    }

    private boolean isComparable(Claim claim, long last) {
        var view = claim.digest().view();
        if (claim.isForesight() || claim.digest().position() > last) {
            mismatch(claim, "(what was not there yet)");
            return false;
        }
        if (!claim.digest().shape().equals(shapes.get(view))) {
            incomparable.add(
                    "%s at %d was made by other code (revision \"%s\")"
                            .formatted(view, claim.digest().position(), claim.revision()));
            return false;
        }
        return true;
    }

    private void compare(Claim claim, Rebuild anew) {
        var digest = claim.digest();
        var made = anew.views().digest(digest.view());
        compared++;
        if (made.sha256().equals(digest.sha256()) && made.rows() == digest.rows()) {
            equal.put(digest.view(), digest.position());
        } else {
            mismatch(claim, made.sha256());
        }
    }

    private void mismatch(Claim claim, String made) {
        var digest = claim.digest();
        long before = equal.getOrDefault(digest.view(), 0L);
        mismatches.add(
                new Mismatch(digest.view(), before, digest.position(), digest.sha256(), made));
    }

    /** Digests that were held against the replay. */
    int compared() {
        return compared;
    }

    List<Mismatch> mismatches() {
        return mismatches;
    }

    /** In sentences. */
    List<String> incomparable() {
        return incomparable;
    }
}
