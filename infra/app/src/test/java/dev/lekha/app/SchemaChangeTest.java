package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {
    private static final String BEFORE =
            """
            {"type":"object","properties":{
              "node":{"type":"string"},
              "kind":{"type":"string","enum":["DEVICE","GATEWAY"]},
              "at":{"type":"object","properties":{"value":{"type":"integer"}},"required":["value"]},
              "readings":{"type":"array","items":{"oneOf":[{"type":"number"},{"type":"string"}]}}},
             "required":["node","kind","at"]}\
            """;

    @Test
    void the_same_schema_breaks_nobody() {
        assertThat(after(BEFORE)).isEmpty();
    }

    @Test
    void a_field_that_may_be_missing_can_be_added() {
        assertThat(after(BEFORE.replace("\"node\":{", "\"note\":{\"type\":\"string\"},\"node\":{")))
                .isEmpty();
    }

    @Test
    void a_removed_field_is_named() {
        assertThat(
                        after(
                                BEFORE.replace("\"node\":{\"type\":\"string\"},", "")
                                        .replace("\"node\",", "")))
                .containsExactly("node was removed");
    }

    @Test
    void a_changed_type_is_named_however_deep_it_is() {
        assertThat(
                        after(
                                BEFORE.replace(
                                        "\"value\":{\"type\":\"integer\"}",
                                        "\"value\":{\"type\":\"string\"}")))
                .containsExactly("at.value type was \"integer\" and is \"string\"");
        assertThat(after(BEFORE.replace("{\"type\":\"number\"}", "{\"type\":\"integer\"}")))
                .containsExactly("readings[]|0 type was \"number\" and is \"integer\"");
    }

    @Test
    void a_field_that_becomes_required_is_named() {
        assertThat(after(BEFORE.replace("\"kind\",\"at\"", "\"kind\",\"at\",\"readings\"")))
                .containsExactly("readings is required and was not");
    }

    @Test
    void a_field_that_may_suddenly_be_missing_is_named() {
        assertThat(after(BEFORE.replace(",\"at\"]", "]")))
                .containsExactly("at may be missing and could not");
    }

    @Test
    void a_new_value_or_case_is_named_for_old_readers_do_not_know_it() {
        assertThat(after(BEFORE.replace("\"GATEWAY\"", "\"GATEWAY\",\"ROUTER\"")))
                .singleElement()
                .asString()
                .startsWith("kind values were");
        assertThat(after(BEFORE.replace("{\"type\":\"number\"},", "")))
                .containsExactly("readings[] had 2 cases and has 1");
    }

    private static List<String> after(String after) {
        return SchemaChange.breaks(Json.MAPPER.readTree(BEFORE), Json.MAPPER.readTree(after));
    }
}
