package dev.lekha.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Money;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {
    record Id(@JsonValue String value) {
        @JsonCreator
        static Id read(String text) {
            return new Id(text);
        }
    }

    sealed interface Value {
        record Numeric(@JsonValue BigDecimal number) implements Value {}

        record Text(@JsonValue String text) implements Value {}
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
    @JsonSubTypes({@JsonSubTypes.Type(value = Shape.Circle.class, name = "circle")})
    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Dot() implements Shape {}
    }

    record Tree(String name, List<Tree> children) {}

    record Inner(int count, boolean on) {}

    record Everything(
            Id id,
            @Omittable String note,
            long large,
            Rational exact,
            Money price,
            Role role,
            Instant at,
            LocalDate day,
            List<Inner> inners,
            Set<String> words,
            SortedMap<String, BigDecimal> amounts,
            Value value,
            Shape shape,
            Tree tree,
            @Omittable Map<String, Object> extra,
            @JacksonInject("clock") Instant now) {}

    @Test
    void a_schema_of_everything_is_json_schema_2020_12() {
        var schema = JsonSchemas.of(Everything.class);
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var meta =
                dialect.getSchema(
                        com.networknt.schema.SchemaLocation.of(
                                "https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(schema.toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void components_are_required_unless_omittable_and_absent_where_injected() {
        var schema = JsonSchemas.of(Everything.class);
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.path("properties").propertyNames())
                .contains("note", "extra")
                .doesNotContain("now");
        assertThat(Json.MAPPER.convertValue(schema.path("required"), List.class))
                .contains("id", "large", "tree")
                .doesNotContain("note", "extra", "now");
    }

    @Test
    void ids_and_exact_numbers_are_flat() {
        var properties = JsonSchemas.of(Everything.class).path("properties");
        assertThat(properties.path("id").toString()).isEqualTo("{\"type\":\"string\"}");
        assertThat(properties.path("exact").toString()).isEqualTo("{\"type\":\"string\"}");
        assertThat(properties.at("/price/properties/currency/pattern").asString())
                .isEqualTo("^[A-Z]{3}$");
        assertThat(properties.at("/value/oneOf/0/type").asString()).isEqualTo("number");
        assertThat(properties.at("/shape/oneOf/0/properties/shape/const").asString())
                .isEqualTo("circle");
        assertThat(properties.at("/shape/oneOf/1/properties/shape/const").asString())
                .isEqualTo("Dot");
        assertThat(properties.at("/words/uniqueItems").asBoolean()).isTrue();
        assertThat(properties.at("/role/enum/0").asString()).isEqualTo("APPLICATION");
    }

    @Test
    void what_the_platform_writes_fits_the_schema_and_a_misspelling_does_not() {
        record Sample(
                Id id, Inner inner, @Omittable String note, Rational price, List<Value> values) {}
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JsonSchemas.of(Sample.class).toString());
        var sample =
                new Sample(
                        new Id("a"),
                        new Inner(1, true),
                        "",
                        Rational.of(1, 50),
                        List.of(new Value.Text("x")));
        var json = Json.MAPPER.writeValueAsString(sample);
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("inner", "iner"), InputFormat.JSON)).isNotEmpty();
    }
}
