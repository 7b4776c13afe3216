package dev.lekha.app.audit;

import dev.lekha.app.audit.ReceiptFiles.Promise;
import dev.lekha.app.audit.Sighting.Alarm;
import dev.lekha.app.audit.Sighting.Continued;
import dev.lekha.app.audit.Sighting.Kind;
import dev.lekha.app.audit.Sighting.Unreachable;
import dev.lekha.crypto.Rejected;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.Leaf;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Holds what is published against the receipts that were given out: the message of each has to
 * stand under a checkpoint by the time that its receipt names.
 */
final class Promises {
    private static final String STORED = "evidence.OriginEvidenceStored";

    private final ReceiptFiles receipts;
    private final @Nullable Records records;
    private final InstantSource clock;
    private final List<Promise> open = new ArrayList<>();

    /** The event of a position as it is published, under the checkpoint seen last. */
    @FunctionalInterface
    interface Records {
        /**
         * @throws Rejected where it is not the one that was hashed
         * @throws UncheckedIOException where it cannot be fetched now
         */
        byte[] record(long position);
    }

    /**
     * @param records {@code null} for who may not read entries: then it is seen that a position is
     *     published, and not what stands there
     */
    Promises(ReceiptFiles receipts, @Nullable Records records, InstantSource clock) {
        this.receipts = receipts;
        this.records = records;
        this.clock = clock;
    }

    /**
     * @param seen what is published now; given back where every promise is kept or not due
     * @param refused is told each file that is no receipt
     */
    Sighting check(Continued seen, BiConsumer<Path, String> refused) {
        open.addAll(receipts.fresh(refused));
        for (var promises = open.iterator(); promises.hasNext(); ) {
            var promise = promises.next();
            if (promise.receipt().position() <= seen.now().size()) {
                var other = content(promise);
                if (other.isPresent()) {
                    return other.get();
                }
                promises.remove();
            } else if (promise.receipt().proofBy().isBefore(clock.instant())) {
                return late(promise, seen.now().size());
            }
        }
        return seen;
    }

    private static Alarm late(Promise promise, long published) {
        var receipt = promise.receipt();
        return new Alarm(
                Kind.BROKEN_PROMISE,
                "%s promised a proof of position %d by %s, and %d events are published."
                        .formatted(
                                promise.file(), receipt.position(), receipt.proofBy(), published));
    }

    /** Empty where the event is the one that was promised, as far as can be seen. */
    private Optional<Sighting> content(Promise promise) {
        if (records == null) {
            return Optional.empty();
        }
        long position = promise.receipt().position();
        try {
            return isThat(promise, records.record(position))
                    ? Optional.empty()
                    : Optional.of(
                            new Alarm(
                                    Kind.BROKEN_PROMISE,
                                    "At position %d stands another event than %s promised."
                                            .formatted(position, promise.file())));
        } catch (UncheckedIOException unreachable) {
            return Optional.of(new Unreachable(String.valueOf(unreachable.getMessage())));
        } catch (Rejected unproven) {
            return Optional.of(
                    new Alarm(Kind.UNPROVEN, "The entries are refused: " + unproven.finding()));
        }
    }

    private static boolean isThat(Promise promise, byte[] record) {
        var about = promise.receipt().about();
        try {
            var leaf = new Leaf(record, new byte[0]);
            if (!leaf.type().equals(STORED) || leaf.position() != promise.receipt().position()) {
                return false;
            }
            var body = Json.MAPPER.readTree(leaf.body());
            return body.path("node").asString("").equals(about.node().value())
                    && body.path("request").asString("").equals(about.request().value())
                    && body.path("commitment").asString("").equals(about.commitment());
        } catch (CborReader.Malformed | JacksonException otherwise) {
            return false;
        }
    }
}
