package dev.lekha.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import dev.lekha.projection.evidence.ActorActivity.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActedByTest {
    private static final List<String> ACTORS = List.of("ada", "bob", "pump", "platform");
    private static final int EVENTS = 300;

    private final Kept log = new Kept(new ArrayList<>(), new AtomicInteger());
    private final MemoryViews views = new MemoryViews();

    private record Kept(List<Stored> events, AtomicInteger pulled) implements Log {
        @Override
        public long head() {
            return events.size();
        }

        @Override
        public long lastBefore(Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Cursor after(long position, Filter filter) {
            var rest =
                    events.stream()
                            .skip(position)
                            .filter(one ->
                                    filter.types().isEmpty() || filter.types().contains(one.type()))
                            .filter(one -> one.tags().containsAll(filter.tags()))
                            .peek(_ -> pulled.incrementAndGet())
                            .iterator();
            return new Cursor() {
                @Override
                public Optional<Stored> next(Duration wait) {
                    return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
                }

                @Override
                public void close() {}
            };
        }

        void add(String actor, String node, String type) {
            events.add(
                    new Stored(
                            events.size() + 1L,
                            "id",
                            Instant.EPOCH,
                            type,
                            "1",
                            Set.of("node=" + node),
                            Map.of("actor", actor),
                            new byte[0]));
        }
    }

    /** As the view has them, in stretches of ten and for each of two tenants. */
    private void reflect(long known, Random random) {
        var rows = new HashMap<String, Stretch>();
        for (var event : log.events.subList(0, (int) known)) {
            var actor = event.metadata().getOrDefault("actor", "");
            if (!event.tags().contains("node=" + actor)) {
                long at = event.position();
                var key = random.nextInt(2) + actor + "/" + (1000 + at / 10);
                rows.merge(
                        key,
                        new Stretch(actor, at, at, 1),
                        (old, one) -> new Stretch(actor, old.from(), at, old.count() + 1));
            }
        }
        rows.forEach((key, row) -> views.rows.put(key, Json.MAPPER.writeValueAsString(row)));
        views.moveTo(known);
    }

    private List<Long> found(String actor, Log.Filter filter, long after, long to) {
        try (var cursor = new ActedBy(actor, log, filter, views, after, to)) {
            return Stream.iterate(
                            cursor.next(Duration.ZERO),
                            Optional::isPresent,
                            _ -> cursor.next(Duration.ZERO))
                    .map(event -> event.orElseThrow().position())
                    .toList();
        }
    }

    private List<Long> compared(String actor, Log.Filter filter, long after, long to) {
        try (var cursor = log.after(after, filter)) {
            return Stream.iterate(
                            cursor.next(Duration.ZERO),
                            Optional::isPresent,
                            _ -> cursor.next(Duration.ZERO))
                    .map(Optional::orElseThrow)
                    .filter(event -> actor.equals(event.metadata().get("actor")))
                    .map(Log.Stored::position)
                    .filter(position -> position <= to)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Requirement("4.23")
    void what_an_actor_has_caused_is_found_whatever_the_view_reflects(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            var actor = ACTORS.get(random.nextInt(i < EVENTS / 2 ? 2 : ACTORS.size()));
            var node = ACTORS.get(random.nextInt(ACTORS.size()));
            log.add(actor, node, random.nextBoolean() ? "one" : "other");
        }
        reflect(random.nextInt(EVENTS + 1), random);
        for (var actor : ACTORS) {
            long after = random.nextInt(EVENTS);
            long to = after + random.nextInt(EVENTS);
            for (var filter :
                    List.of(
                            Log.Filter.ALL,
                            new Log.Filter(List.of("one"), List.of()),
                            new Log.Filter(List.of(), List.of("node=pump")))) {
                assertThat(found(actor, filter, after, to))
                        .as("%s, %s, behind %d up to %d", actor, filter, after, to)
                        .isEqualTo(compared(actor, filter, after, to));
            }
        }
    }

    @Test
    void only_stretches_in_which_he_acted_are_read() {
        for (int i = 0; i < EVENTS; i++) {
            log.add(i == 250 ? "ada" : "bob", "pump", "one");
        }
        reflect(EVENTS, new Random(1));
        assertThat(found("ada", Log.Filter.ALL, 0, EVENTS)).containsExactly(251L);
        assertThat(log.pulled.get()).isLessThan(5);
    }

    @Test
    void a_node_about_itself_is_found_by_its_tag() {
        for (int i = 0; i < EVENTS; i++) {
            log.add("ada", "pump", "one");
        }
        log.add("valve", "valve", "one");
        reflect(EVENTS + 1, new Random(1));
        assertThat(found("valve", Log.Filter.ALL, 0, EVENTS + 1)).containsExactly(EVENTS + 1L);
        assertThat(log.pulled.get()).isEqualTo(1);
    }
}
