package dev.lekha.wire;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class WireServerTest {
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final int STEPS = Integer.getInteger("lekha.steps", 300);
    private static final int IDS = 60;

    private final Random random = new Random(SEED);

    @Test
    void with_its_indexes_it_answers_as_the_server_without_them_does() {
        var plain = new MongoServer(new MemoryBackend());
        var bare = "mongodb://127.0.0.1:" + plain.bind().getPort();
        try (var server = new WireServer();
                var ours = MongoClients.create(server.connection());
                var theirs = MongoClients.create(bare)) {
            compare(documents(ours), documents(theirs));
        } finally {
            plain.shutdownNow();
        }
    }

    private static MongoCollection<Document> documents(MongoClient client) {
        var documents = client.getDatabase("lekha").getCollection("things");
        documents.createIndex(ascending("tags", "_id"));
        documents.createIndex(ascending("n"));
        documents.createIndex(ascending("kind", "n"));
        return documents;
    }

    private void compare(MongoCollection<Document> ours, MongoCollection<Document> theirs) {
        for (var step = 0; step < STEPS; step++) {
            change().forEach(change -> Stream.of(ours, theirs).forEach(change::to));
            var filter = filter(2);
            var order =
                    List.of(
                                    ascending("_id"),
                                    descending("_id"),
                                    ascending("n", "_id"),
                                    descending("n", "_id"))
                            .get(random.nextInt(4));
            var limit = random.nextInt(5);
            assertThat(found(ours, filter, order, limit))
                    .as("seed %d, step %d: %s by %s, %d", SEED, step, filter, order, limit)
                    .isEqualTo(found(theirs, filter, order, limit));
        }
        assertThat(ours.countDocuments()).isEqualTo(theirs.countDocuments()).isPositive();
    }

    private static List<Document> found(
            MongoCollection<Document> where, Bson filter, Bson order, int limit) {
        return where.find(filter).sort(order).limit(limit).into(new ArrayList<>());
    }

    private interface Change {
        void to(MongoCollection<Document> documents);
    }

    private List<Change> change() {
        var id = (long) random.nextInt(IDS);
        var replacement = document(id);
        var n = random.nextInt(9);
        var condition = filter(1);
        return switch (random.nextInt(8)) {
            case 0 -> List.of(documents -> documents.deleteMany(eq("_id", id)));
            case 1 -> List.of(documents -> documents.updateMany(condition, Updates.set("n", n)));
            case 2 ->
                    List.of(documents ->
                            documents.updateMany(eq("_id", id), Updates.set("tags", tags(n))));
            default ->
                    List.of(
                            documents -> documents.deleteOne(eq("_id", id)),
                            documents -> documents.insertOne(new Document(replacement)));
        };
    }

    private Document document(long id) {
        var made = new Document("_id", id).append("tags", tags(random.nextInt(9)));
        if (random.nextInt(4) > 0) {
            made.append(
                    "n",
                    random.nextBoolean()
                            ? (Object) random.nextInt(9)
                            : (Object) random.nextLong(9));
        }
        return random.nextInt(4) > 0 ? made.append("kind", "k" + random.nextInt(3)) : made;
    }

    private static List<String> tags(int bits) {
        return Stream.of(1, 2, 4).filter(bit -> (bits & bit) != 0).map(bit -> "t" + bit).toList();
    }

    private Bson filter(int most) {
        var all = new ArrayList<Bson>();
        var count = random.nextInt(most + 1);
        for (var i = 0; i <= count; i++) {
            all.add(random.nextInt(3) > 0 ? condition() : alternatives());
        }
        return all.size() == 1 ? all.getFirst() : and(all);
    }

    private Bson alternatives() {
        return random.nextBoolean()
                ? or(condition(), condition())
                : or(and(condition(), condition()), condition(), condition());
    }

    private Bson condition() {
        var id = (long) random.nextInt(IDS);
        var n = random.nextInt(9);
        return switch (random.nextInt(10)) {
            case 0 -> eq("_id", id);
            case 1 -> gt("_id", id);
            case 2 -> and(gte("_id", id), lt("_id", id + n));
            case 3 -> in("_id", id, id + 1, id + n);
            case 4 -> eq("tags", "t" + (1 << random.nextInt(3)));
            case 5 -> in("tags", "t1", "t4");
            case 6 -> and(gt("n", 1), lte("n", n));
            case 7 -> and(eq("kind", "k1"), gte("n", n));
            case 8 -> eq("n", null);
            default -> ne("kind", "k2");
        };
    }
}
