package dev.lekha.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.TenantKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom an event is about. What follows from a usage record names the record alone, so that is
 * looked up: in the log, where it is not remembered.
 */
public final class Parties {
    public static final String USAGE_RECORDED = "charging.UsageRecorded";
    private static final int REMEMBERED = 10_000;

    private static final List<String> OTHERS =
            List.of(
                    Tags.APPLICATION_ENTITY,
                    Tags.PRINCIPAL,
                    Tags.SUBSCRIPTION,
                    Tags.RATING_GROUP,
                    Tags.CHARGING_REFERENCE,
                    Tags.NAME);

    private final Log log;
    private final Cache<TenantKey, Party> byReference =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public Parties(Log log) {
        this.log = log;
    }

    /**
     * @param kind a tag's key
     * @param id its value
     */
    public record Subject(String kind, String id) {
        /** {@code node/pump-1}. */
        @Override
        public String toString() {
            return kind + "/" + id;
        }
    }

    /** Whose usage it was, and who pays. */
    private record Party(String node, String subscription) {}

    /** The subscription that an event is about. */
    public Optional<Subject> subscription(Log.Stored event) {
        return tag(event, Tags.SUBSCRIPTION)
                .or(() -> party(event).map(Party::subscription))
                .map(id -> new Subject(Tags.SUBSCRIPTION, id));
    }

    /** The node that an event is about, else the first other that it names. */
    public Optional<Subject> entity(Log.Stored event) {
        return tag(event, Tags.NODE)
                .or(() -> tag(event, Tags.METER).map(Parties::nodeOf))
                .or(() -> party(event).map(Party::node))
                .map(id -> new Subject(Tags.NODE, id))
                .or(() ->
                        OTHERS.stream()
                                .flatMap(kind ->
                                        tag(event, kind).map(id -> new Subject(kind, id)).stream())
                                .findFirst());
    }

    private Optional<Party> party(Log.Stored event) {
        if (event.type().equals(USAGE_RECORDED)) {
            return Optional.of(party(event.body()));
        }
        return tag(event, Tags.CHARGING_REFERENCE)
                .map(reference ->
                        byReference.get(
                                new TenantKey(Metadata.tenant(event.metadata()), reference),
                                this::lookUp));
    }

    private Party lookUp(TenantKey reference) {
        var filter =
                new Log.Filter(
                        List.of(USAGE_RECORDED),
                        List.of(Tags.CHARGING_REFERENCE + "=" + reference.key()));
        try (var cursor = log.after(0, filter)) {
            return Stream.iterate(
                            cursor.next(Duration.ZERO),
                            Optional::isPresent,
                            _ -> cursor.next(Duration.ZERO))
                    .flatMap(Optional::stream)
                    .filter(usage -> Metadata.tenant(usage.metadata()).equals(reference.tenant()))
                    .findFirst()
                    .map(usage -> party(usage.body()))
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "there is no usage record " + reference.key()));
        }
    }

    private static Party party(byte[] usage) {
        var body = Json.MAPPER.readTree(usage);
        return new Party(body.path("node").asString(), body.path("subscription").asString());
    }

    private static String nodeOf(String meter) {
        return meter.substring(0, meter.indexOf('/'));
    }

    private static Optional<String> tag(Log.Stored event, String key) {
        return event.tags().stream()
                .filter(tag -> tag.startsWith(key + "="))
                .map(tag -> tag.substring(key.length() + 1))
                .min(String::compareTo);
    }
}
