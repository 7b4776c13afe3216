package dev.lekha.store.mongo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/** A {@link Commit} as a document of the collection {@code log}; drawn in {@code mongo.md}. */
final class CommitDocument {
    static final String ID = "_id";
    static final String COUNT = "n";
    static final String COMMIT = "commit";
    static final String BY = "by";
    static final String LATEST = "at";
    static final String TAGS = "tags";
    static final String TYPES = "types";
    static final String LEAVES = "leaves";
    static final String CRC = "crc";
    static final String KEYS = "keys";
    static final String BESIDE = "beside";
    private static final String EVENT = "event";
    private static final String BODY = "body";
    private static final byte[] NOTHING = {};

    private CommitDocument() {}

    static Document of(Commit commit) {
        var types = new LinkedHashSet<String>();
        var leaves = new ArrayList<Binary>();
        var crcs = new ArrayList<Integer>();
        var keys = new ArrayList<Integer>();
        var beside = new ArrayList<Document>();
        for (var event : commit.events()) {
            types.add(event.keys().type());
            if (event.beside().length > 0) {
                beside.add(
                        new Document(EVENT, leaves.size())
                                .append(BODY, new Binary(event.beside())));
            }
            leaves.add(new Binary(event.record()));
            crcs.add(event.crc());
            keys.add(event.keysCrc());
        }
        var document = new Document(ID, commit.first()).append(COUNT, leaves.size());
        document.append(COMMIT, commit.id()).append(BY, commit.by());
        document.append(LATEST, commit.latest());
        document.append(TAGS, tags(commit)).append(TYPES, List.copyOf(types));
        document.append(LEAVES, leaves).append(CRC, crcs).append(KEYS, keys);
        return beside.isEmpty() ? document : document.append(BESIDE, beside);
    }

    /** What {@link #TAGS} lists. */
    static List<String> tags(Commit commit) {
        return commit.events().stream()
                .flatMap(event -> event.keys().found().stream())
                .distinct()
                .toList();
    }

    /**
     * @throws CorruptEvent where it is no such document
     */
    static Commit read(Document document) {
        try {
            return decode(document);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException wrong) {
            long first = document.get(ID) instanceof Number id ? id.longValue() : 0;
            throw new CorruptEvent(first, "its document is not of this format");
        }
    }

    private static Commit decode(Document document) {
        long first = document.getLong(ID);
        int count = document.getInteger(COUNT);
        var leaves = document.getList(LEAVES, Binary.class);
        var crcs = document.getList(CRC, Integer.class);
        var keys = document.getList(KEYS, Integer.class);
        if (count < 1 || leaves.size() != count || crcs.size() != count || keys.size() != count) {
            throw new CorruptEvent(first, "its document does not hold what it says");
        }
        var bodies = bodies(document);
        var events = new ArrayList<StoredEvent>(count);
        for (int i = 0; i < count; i++) {
            var body = bodies.getOrDefault(i, NOTHING);
            var leaf = leaves.get(i).getData();
            events.add(new StoredEvent(first + i, leaf, body, crcs.get(i), keys.get(i)));
        }
        ObjectId id = document.getObjectId(COMMIT);
        return new Commit(id, document.getString(BY), document.getLong(LATEST), events);
    }

    private static Map<Integer, byte[]> bodies(Document document) {
        if (!document.containsKey(BESIDE)) {
            return Map.of();
        }
        var bodies = new HashMap<Integer, byte[]>();
        for (var one : document.getList(BESIDE, Document.class)) {
            bodies.put(one.getInteger(EVENT), one.get(BODY, Binary.class).getData());
        }
        return bodies;
    }
}
