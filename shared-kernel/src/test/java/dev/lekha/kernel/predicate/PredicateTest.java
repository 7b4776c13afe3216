package dev.lekha.kernel.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.groups.Invariants;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PredicateTest {
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());

    private static final Map<String, Quality> METER =
            Map.of(
                    "battery", number("30.50"),
                    "memory", number("65536"),
                    "type", new Quality.Text("meter"),
                    "fwUpdate", new Quality.Flag(true),
                    "none", new Quality.Texts(new TreeSet<>()),
                    "labels", new Quality.Texts(new TreeSet<>(Set.of("roof", "north \"1\""))));

    @Test
    void comparisons_hold_for_numbers_texts_flags_and_sets() {
        for (var holds :
                new String[] {
                    "battery > 30 and memory >= 65536 and type = \"meter\"",
                    "battery=30.5",
                    "battery < 31 and battery <= 30.5 and battery >= 30.5",
                    "fwUpdate = true",
                    "labels = \"roof\" and labels != \"cellar\"",
                    "labels = \"north \\\"1\\\"\"",
                    "type in (\"valve\", \"meter\") and not type = \"valve\"",
                    "type starts \"met\" and labels starts \"ro\"",
                    "battery > 99 or type exists and not speed exists",
                    "not (battery > 31 or memory < 1)",
                    "battery > -1",
                    "  "
                }) {
            assertThat(Predicate.parse(holds).holds(METER)).as(holds).isTrue();
        }
    }

    @Test
    void what_is_not_known_or_of_another_type_fulfils_no_comparison() {
        for (var fails :
                new String[] {
                    "speed > 1",
                    "speed != 1",
                    "speed in (1)",
                    "speed starts \"a\"",
                    "type != 3",
                    "type > 3",
                    "battery = \"30.5\"",
                    "battery starts \"3\"",
                    "labels = 1",
                    "none exists"
                }) {
            assertThat(Predicate.parse(fails).holds(METER)).as(fails).isFalse();
        }
    }

    @Test
    void what_cannot_be_read_is_refused_by_column_and_expectation() {
        refused("battery >", "column 10: expected a number, a text in quotes, true or false");
        refused("battery > 64k", "column 11: nothing can be read from here: 64k");
        refused("battery > \"a\"", "column 11: expected a number after >, found a");
        refused("type = \"met", "column 8: a text ends with a quote");
        refused("and = 1", "column 1: expected a name, found and");
        refused("a = 1 b = 2", "column 7: expected and, or, or the end, found b");
        refused("(a = 1", "column 7: expected ), found the end");
        refused("a in ()", "column 7: expected a number, a text in quotes, true or false");
        refused("a ~ 1", "column 3: nothing can be read");
        refused("a = 1 and", "column 10: expected a name, found the end");
        refused("not ".repeat(25) + "a exists", "nested at most 20 deep");
        refused("a = 1" + " or a = 1".repeat(50), "at most 50 tests");
        refused("a = \"" + "x".repeat(2_000) + "\"", "at most 2000 characters");
        refused("a".repeat(61) + " = 1", "at most 60");
    }

    @Test
    void a_condition_is_read_back_from_its_text_as_it_was() {
        var random = new Random(SEED);
        for (var round = 0; round < 2_000; round++) {
            var condition = condition(random, 3);
            assertThat(Predicate.parse(condition.text()))
                    .as("seed %d: %s", SEED, condition.text())
                    .isEqualTo(condition);
        }
    }

    @Test
    void the_conditions_that_do_not_hold_are_named() {
        assertThat(
                        Predicate.parse("battery > 40 and memory > 1 and type = \"valve\"")
                                .broken(METER))
                .isEqualTo("battery > 40; type = \"valve\"");
    }

    @Test
    void values_are_plain_json_and_invariants_may_leave_everything_out() {
        var values = new TreeMap<>(METER);
        var json = Json.MAPPER.writeValueAsString(values);
        assertThat(json).contains("\"battery\":30.5,\"fwUpdate\":true,\"labels\":[\"north");
        assertThat(Json.MAPPER.readValue("{}", Invariants.class)).isEqualTo(Invariants.NONE);
        assertThat(Json.MAPPER.readValue("{\"where\":\"a > 1\",\"limit\":3}", Invariants.class))
                .isEqualTo(new Invariants(Predicate.parse("a > 1"), 3, "", new TreeSet<>()));
        assertThatThrownBy(() ->
                        Json.MAPPER.readValue(
                                "{\"where\":\"group = \\\"a\\\"\"}", Invariants.class))
                .hasMessageContaining("invariants go by");
        assertThatThrownBy(() -> Json.MAPPER.readValue("{\"where\":7}", Invariants.class))
                .isInstanceOf(RuntimeException.class);
    }

    private static Predicate condition(Random random, int depth) {
        var name = "n" + random.nextInt(5);
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 ->
                    new Predicate.Comparison(
                            name,
                            Predicate.Operator.values()[2 + random.nextInt(4)],
                            number(Integer.toString(random.nextInt(100) - 50)));
            case 1 ->
                    new Predicate.Comparison(
                            name, Predicate.Operator.DIFFERENT, new Quality.Text("a\"\\ b"));
            case 2 ->
                    new Predicate.In(
                            name, java.util.List.of(new Quality.Flag(false), number("0.125")));
            case 3 ->
                    random.nextBoolean()
                            ? new Predicate.Exists(name)
                            : new Predicate.Starts(name, "é");
            case 4 -> new Predicate.Not(condition(random, depth - 1));
            case 5 ->
                    new Predicate.And(
                            java.util.List.of(
                                    condition(random, depth - 1), condition(random, depth - 1)));
            default ->
                    new Predicate.Or(
                            java.util.List.of(
                                    condition(random, depth - 1), condition(random, depth - 1)));
        };
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> Predicate.parse(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Quality number(String text) {
        return new Quality.Numeric(new BigDecimal(text));
    }
}
