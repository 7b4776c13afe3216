package dev.lekha.app.demo;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A meter of the town and all that it is going to send.
 *
 * @param early what it sends before the first period is closed, in order
 * @param late what it sends afterwards
 */
record Meter(String node, String secret, Terms terms, List<Delivery> early, List<Delivery> late) {
    /**
     * On what terms it is charged.
     *
     * @param shares by subscription; they add up to 1
     * @param limit where its register starts again from 0, or 0 where it never does
     */
    record Terms(String ratingGroup, SortedMap<String, Fraction> shares, long limit) {
        private static final String LARGEST_STEP = "250000";

        /** As {@code ConfigureChargeableEvent} takes it. */
        Map<String, Object> command(String node) {
            var register = new TreeMap<>(Map.of("largestStep", LARGEST_STEP));
            if (limit > 0) {
                register.put("limit", Long.toString(limit));
            }
            return Map.of(
                    "node", node,
                    "metric", Packs.ENERGY,
                    "ratingGroup", ratingGroup,
                    "shares",
                            shares.entrySet().stream()
                                    .map(share ->
                                            Map.of(
                                                    "subscription", share.getKey(),
                                                    "share", share.getValue().toString()))
                                    .toList(),
                    "register", register);
        }
    }

    Meter {
        early = List.copyOf(early);
        late = List.copyOf(late);
    }

    int messages() {
        return early.size() + late.size();
    }
}
