package dev.lekha.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A database is opened as it has to be, or not at all, and says why. */
class OpeningTest {
    private final String name = "test-" + UUID.randomUUID();

    private void database(Consumer<MongoDatabase> change) {
        try (var client = MongoClients.create(LoopbackServer.connection(name))) {
            change.accept(client.getDatabase(name));
        }
    }

    private MongoStore open() {
        return Events.open(LoopbackServer.connection(name));
    }

    private void cannotBeOpened(String because) {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining(because);
    }

    @Test
    void the_indexes_are_made_and_found_again() {
        open().close();
        open().close();
        database(database -> {
            var names = new ArrayList<String>();
            database.getCollection("log")
                    .listIndexes()
                    .forEach(one -> names.add(one.getString("name")));
            assertThat(names).containsExactlyInAnyOrder("_id_", "tags_id", "types_id", "at_id");
        });
    }

    @Test
    void an_index_on_other_fields_is_refused_by_its_name() {
        database(database ->
                database.getCollection("log")
                        .createIndex(Indexes.ascending("tag"), new IndexOptions().name("tags_id")));
        cannotBeOpened(
                "tags_id of " + name + ".log is on tag:1, where it has to be on tags:1, _id:1");
    }

    @Test
    void an_index_in_another_order_is_refused() {
        database(database ->
                database.getCollection("log")
                        .createIndex(
                                Indexes.ascending("_id", "types"),
                                new IndexOptions().name("types_id")));
        cannotBeOpened("types_id");
    }

    @Test
    void a_database_of_a_newer_version_is_refused() {
        open().close();
        database(database ->
                database.getCollection("meta")
                        .updateOne(
                                new Document("_id", "schema"),
                                Updates.set("version", Meta.VERSION + 1),
                                new UpdateOptions()));
        cannotBeOpened("newer version");
    }

    @Test
    void a_database_of_format_1_is_raised_to_2() {
        try (var store = open()) {
            Events.append(store.log(), Events.event("a", "node=1"), Events.event("b", "node=2"));
            Events.append(store.log(), Events.event("c", "node=1"));
        }
        database(database -> {
            var log = database.getCollection("log");
            log.updateOne(
                    new Document("_id", 1L), Updates.set("tags", List.of("node=1", "node=2")));
            log.updateOne(new Document("_id", 3L), Updates.set("tags", List.of("node=1")));
            database.getCollection("meta")
                    .updateOne(new Document("_id", "schema"), Updates.set("version", 1));
        });
        try (var store = open()) {
            assertThat(store.log().scan(0, Long.MAX_VALUE, (_, _) -> {})).isEqualTo(3);
        }
        database(database -> {
            assertThat(database.getCollection("log").find().into(new ArrayList<>()))
                    .extracting(one -> one.getList("tags", String.class).size())
                    .containsExactly(4, 2);
            assertThat(
                            database.getCollection("meta")
                                    .find(new Document("_id", "schema"))
                                    .into(new ArrayList<>()))
                    .extracting(one -> one.getInteger("version"))
                    .containsExactly(2);
        });
    }

    @Test
    void a_connection_string_names_its_database() {
        assertThatThrownBy(() -> Events.open("mongodb://127.0.0.1:" + LoopbackServer.port()))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("names no database");
    }

    @Test
    void two_databases_of_one_server_share_nothing() {
        try (var one = open();
                var other = Events.open(Events.fresh())) {
            Events.append(one.log(), Events.event("a"));
            assertThat(other.reader().head()).isZero();
            assertThat(Events.stored(other.log())).isEmpty();
        }
    }

    @Test
    void what_was_accepted_is_finished_when_the_store_closes() {
        var store = open();
        var appends = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < 200; i++) {
            appends.add(Events.commit(store.log(), AppendCondition.none(), Events.event("x")));
        }
        store.close();
        appends.forEach(append -> assertThat(append.join()).isPositive());
        assertThatThrownBy(() -> Events.append(store.log(), Events.event("late")))
                .hasMessageContaining("closed");
        try (var again = open()) {
            assertThat(again.reader().head()).isEqualTo(200);
        }
    }
}
