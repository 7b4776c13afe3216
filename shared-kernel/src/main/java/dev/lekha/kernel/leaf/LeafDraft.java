package dev.lekha.kernel.leaf;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sha2;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * A leaf of which only the position is still open: encoded once, on the caller's thread.
 *
 * @param items of the record from the third on, encoded
 * @param beside the body where the record cannot hold it, else empty
 * @param recordedAt microseconds since 1970
 * @param tags as {@code key=value}
 */
public record LeafDraft(
        byte[] items, byte[] beside, long recordedAt, String type, List<String> tags) {
    public static final int MOST_BODY_BYTES = 65_535;
    private static final byte[] NOTHING = {};
    private static final int HEAD = 2 + Cbor.MOST_HEAD;

    /**
     * @throws Refused where the event is larger than a leaf and its body may be, or holds text that
     *     UTF-8 cannot say
     */
    public static LeafDraft of(EventMessage event, Set<Tag> tags, Converter converter) {
        var type = event.type().name();
        byte[] body = Objects.requireNonNull(event.payloadAs(byte[].class, converter), type);
        if (body.length > MOST_BODY_BYTES) {
            throw tooLarge(type, "body", body.length, MOST_BODY_BYTES);
        }
        return of(
                event.identifier(),
                type,
                event.type().version(),
                ChronoUnit.MICROS.between(Instant.EPOCH, event.timestamp()),
                TagTexts.of(tags),
                event.metadata(),
                body);
    }

    /** The same leaf, but for the position, as that of a stored event. */
    public static LeafDraft of(Log.Stored event) {
        return of(
                event.id(),
                event.type(),
                event.version(),
                ChronoUnit.MICROS.between(Instant.EPOCH, event.recordedAt()),
                List.copyOf(event.tags()),
                event.metadata(),
                event.body());
    }

    private static LeafDraft of(
            String id,
            String type,
            String version,
            long recordedAt,
            List<String> tags,
            Map<String, String> metadata,
            byte[] body) {
        var items = new CborWriter(256 + body.length);
        items.integer(recordedAt).text(id).text(type).text(version);
        putTags(items, tags);
        putMetadata(items, metadata);
        var head = items.toBytes();
        boolean fits = HEAD + head.length + 2 * Cbor.MOST_HEAD + 2 + body.length <= Leaf.MOST_BYTES;
        items.integer(fits ? Leaf.VERBATIM : Leaf.BESIDE)
                .bytes(fits ? body : Sha2.SHA_256.of(body))
                .bytes(NOTHING);
        var draft = new LeafDraft(items.toBytes(), fits ? NOTHING : body, recordedAt, type, tags);
        if (HEAD + draft.items.length > Leaf.MOST_BYTES) {
            throw tooLarge(type, "names, tags and metadata", head.length, Leaf.MOST_BYTES - HEAD);
        }
        return draft;
    }

    private static Refused tooLarge(String type, String what, int bytes, int most) {
        return new Refused(
                Refused.Kind.TOO_LARGE,
                "event-too-large",
                "The %s of %s: %d bytes, where an event holds at most %d."
                        .formatted(what, type, bytes, most));
    }

    private static void putTags(CborWriter items, List<String> tags) {
        var sorted = new byte[tags.size()][];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = Utf8.of(tags.get(i));
        }
        Arrays.sort(sorted, Arrays::compareUnsigned);
        items.array(sorted.length);
        for (var tag : sorted) {
            items.text(tag);
        }
    }

    private static void putMetadata(CborWriter items, Map<String, String> metadata) {
        var pairs = new byte[metadata.size()][][];
        int i = 0;
        for (var entry : metadata.entrySet()) {
            pairs[i++] = new byte[][] {Utf8.of(entry.getKey()), Utf8.of(entry.getValue())};
        }
        Arrays.sort(pairs, (one, other) -> Arrays.compareUnsigned(one[0], other[0]));
        items.array(2 * pairs.length);
        for (var pair : pairs) {
            items.text(pair[0]).text(pair[1]);
        }
    }

    /** Bytes that it takes at most at any position, with what stands beside it. */
    public int mostBytes() {
        return HEAD + items.length + beside.length;
    }

    /**
     * Puts the record of that position into the bytes.
     *
     * @return where the next byte goes
     */
    public int put(byte[] into, int at, long position) {
        int next = Cbor.putHead(into, at, Cbor.ARRAY, Leaf.ITEMS);
        next = Cbor.putHead(into, next, Cbor.UNSIGNED, Leaf.FORMAT);
        next = Cbor.putHead(into, next, Cbor.UNSIGNED, position);
        System.arraycopy(items, 0, into, next, items.length);
        return next + items.length;
    }

    /** The record of that position. */
    public byte[] at(long position) {
        var record = new byte[HEAD + items.length];
        return Arrays.copyOf(record, put(record, 0, position));
    }
}
